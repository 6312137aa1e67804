import { Transform, type Readable } from 'node:stream';
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';

const NEWLINE = 0x0a;

/** The longest line; a longer one is answered, and skipped up to its end. */
const MAX_LINE_BYTES = 10 * 1024 * 1024;

/**
 * Passes on the lines that hold a message of JSON-RPC, and answers each other one with an error of JSON-RPC: the transport
 * would drop it without a word, and the client would wait.
 * @param answer - receives the error as JSON
 */
export function jsonLines(input: Readable, answer: (error: string) => void): Readable {
  let kept = Buffer.alloc(0);
  let isSkipping = false;
  const take = (line: Buffer): string => {
    const text = line.toString('utf8');
    const refusal = text.trim() === '' ? undefined : refusalOf(text);
    if (refusal === undefined) return text;
    answer(JSON.stringify({ jsonrpc: '2.0', ...refusal }));
    return '';
  };
  const lines = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      kept = Buffer.concat(isSkipping ? [chunk] : [kept, chunk]);
      for (let end = kept.indexOf(NEWLINE); end >= 0; end = kept.indexOf(NEWLINE)) {
        if (!isSkipping) this.push(take(kept.subarray(0, end + 1)));
        isSkipping = false;
        kept = kept.subarray(end + 1);
      }
      if (!isSkipping && kept.length > MAX_LINE_BYTES) {
        answer(JSON.stringify({ jsonrpc: '2.0', id: null, error: TOO_LONG }));
        isSkipping = true;
      }
      if (isSkipping) kept = Buffer.alloc(0);
      done();
    },
  });
  // A last line without a line break is complete too.
  input.once(
    'end',
    () => void (kept.length > 0 && lines.push(take(Buffer.concat([kept, Buffer.from('\n')])))),
  );
  // The end of the input ends no call that is in progress.
  return input.pipe(lines, { end: false });
}

const TOO_LONG = {
  code: ProtocolErrorCode.InvalidRequest,
  message: 'The line is longer than 10 MiB. Send one message a line.',
};

/** The part of an error response that depends on the line. */
interface Refusal {
  /** Null where the line has none. */
  readonly id: string | number | null;
  readonly error: { readonly code: number; readonly message: string };
}

function refusalOf(text: string): Refusal | undefined {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    const code = ProtocolErrorCode.ParseError;
    return { id: null, error: { code, message: 'The line is not valid JSON. Send one message a line.' } };
  }
  if (isJSONRPCRequest(message) || isJSONRPCNotification(message) || isJSONRPCResponse(message))
    return undefined;
  const { id } = (message ?? {}) as { readonly id?: unknown };
  const error = { code: ProtocolErrorCode.InvalidRequest, message: 'This is not a message of JSON-RPC 2.0.' };
  return { id: typeof id === 'string' || typeof id === 'number' ? id : null, error };
}
