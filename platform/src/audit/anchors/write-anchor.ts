import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { request } from 'undici';
import type { AnchorTarget } from './anchors.config.js';

const MAX_RESPONSE_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;

/** Why lines were not written, in words that hold no path of a URL and no header. */
export class AnchorFailure extends Error {
  override readonly name = 'AnchorFailure';
}

/**
 * Writes the lines of an anchor.
 * @throws AnchorFailure
 */
export async function writeAnchor(
  target: AnchorTarget,
  lines: AsyncIterable<{ readonly line: string; readonly heads: number }>,
  timeoutMs: number,
): Promise<number> {
  let written = 0;
  for await (const { line, heads } of lines) {
    await (target.kind === 'file' ? append(target.path, line) : post(target, line, timeoutMs));
    written += heads;
  }
  return written;
}

/** Waits for no reader of a pipe. */
const TO_ITS_END = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

async function append(path: string, line: string): Promise<void> {
  try {
    const file = await open(path, TO_ITS_END, 0o600);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw new AnchorFailure(`${path} is not a regular file`);
      const { size } = stats;
      const last = Buffer.alloc(1);
      if (size > 0) await file.read(last, 0, 1, size - 1);
      // A line that was cut off by a crash must not swallow this one.
      const isCut = size > 0 && last[0] !== LINE_FEED;
      await file.appendFile(`${isCut ? '\n' : ''}${line}`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof AnchorFailure) throw error;
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new AnchorFailure(`${path} cannot be written (${code})`);
  }
}

async function post(
  { url, authorization }: Extract<AnchorTarget, { kind: 'url' }>,
  line: string,
  timeoutMs: number,
): Promise<void> {
  const refuse = (reason: string): AnchorFailure =>
    new AnchorFailure(`${url.host} did not take an anchor: ${reason}`);
  let status: number;
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization !== undefined && { authorization }),
      },
      body: line,
      signal: AbortSignal.timeout(timeoutMs),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    status = statusCode;
    await body.dump({ limit: MAX_RESPONSE_BYTES, signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    const { name, code = name } = error as NodeJS.ErrnoException;
    throw refuse(name === 'TimeoutError' || name.endsWith('TimeoutError') ? 'no answer in time' : code);
  }
  if (status < 200 || status > 299) throw refuse(`it answered ${status}`);
}
