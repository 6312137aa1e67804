import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { publicLookup, requirePublicLiteral } from './private-addresses.js';

const TIMEOUT_MS = 10_000;
const LONGEST_ANSWER = 16 * 1024;

/** A notice could not be delivered; the message is safe to show. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  constructor(
    message: string,
    /** Whether a repeat cannot succeed. */
    readonly isFinal = false,
  ) {
    super(message);
  }
}

/**
 * Posts a JSON text. It follows no redirect, and reaches private addresses only where that is allowed.
 * @throws DeliveryError
 */
export function postJson(
  target: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowPrivate: boolean,
): Promise<void> {
  const url = new URL(target);
  if (!allowPrivate) requirePublicLiteral(url.hostname);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((done, fail) => {
    const request = send(url, {
      method: 'POST',
      agent: false,
      timeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(allowPrivate ? {} : { lookup: publicLookup }),
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'anthropic-admin-platform',
      },
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      fail(
        new DeliveryError(
          error.name === 'RefusedHost' ? error.message : `No answer (${error.code ?? error.name}).`,
          error.name === 'RefusedHost',
        ),
      ),
    );
    request.on('response', (response) => {
      const { statusCode: status = 0 } = response;
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > LONGEST_ANSWER) response.destroy();
      });
      response.on('close', () => {
        if (status >= 200 && status < 300) return done();
        fail(
          status >= 300 && status < 400
            ? new DeliveryError(`Answered with a redirect (${status}), which is not followed.`)
            : new DeliveryError(`Answered ${status}.`, status === 410),
        );
      });
    });
    request.end(body);
  });
}
