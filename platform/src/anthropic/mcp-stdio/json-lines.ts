import { Transform, type Readable } from 'node:stream';
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';

const NEWLINE = 0x0a;

/** The most that is kept of a line; the transport, which receives the rest as it comes, ends the connection. */
const MAX_LINE_BYTES = 10 * 1024 * 1024;

/**
 * Passes on the lines that hold a message of JSON-RPC, and answers each other one with an error of JSON-RPC: the transport
 * would drop it without a word, and the client would wait.
 * @param answer - receives the error as JSON
 */
export function jsonLines(input: Readable, answer: (error: string) => void): Readable {
  let kept = Buffer.alloc(0);
  const take = (line: Buffer): string => {
    const text = line.toString('utf8');
    const refusal = text.trim() === '' ? undefined : refusalOf(text);
    if (refusal === undefined) return text;
    answer(JSON.stringify({ jsonrpc: '2.0', ...refusal }));
    return '';
  };
  const lines = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      kept = Buffer.concat([kept, chunk]);
      for (let end = kept.indexOf(NEWLINE); end >= 0; end = kept.indexOf(NEWLINE)) {
        this.push(take(kept.subarray(0, end + 1)));
        kept = kept.subarray(end + 1);
      }
      if (kept.length > MAX_LINE_BYTES) {
        this.push(kept);
        kept = Buffer.alloc(0);
      }
      done();
    },
    flush(done) {
      if (kept.length > 0) this.push(take(kept));
      done();
    },
  });
  return input.pipe(lines);
}

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
