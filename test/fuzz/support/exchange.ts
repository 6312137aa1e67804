import { connect } from 'node:net';

/** A request byte for byte, as far as it is not always the same. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
}

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  /** Head and body. */
  readonly text: string;
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** An answer that takes longer does not come. */
const PATIENCE_MS = 10_000;

/**
 * Sends a request on a connection of its own, without any client that would tidy it up.
 * @throws Error where no answer comes.
 */
export function exchange(port: number, request: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytesOf(request)));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('There was no answer within 10 s.')));
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      // An event stream asks for the connection to be kept, whatever the request has said.
      if (chunk.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString('latin1');
      const [, status] = /^(?:HTTP\/1\.1 1\d\d .*?\r\n\r\n)*HTTP\/1\.1 (\d{3}) /s.exec(text) ?? [];
      if (status === undefined) reject(new Error(`The connection was closed without an answer: "${text}"`));
      else resolve({ status: Number(status), text });
    });
  });
}

function bytesOf({ method, target, headers, body }: RawRequest): Buffer {
  const text = Buffer.from(body ?? '');
  const chunked = headers.some(([name]) => name === 'transfer-encoding');
  const payload = chunked ? inOneChunk(text) : text;
  const length = chunked || body === undefined ? [] : [`content-length: ${payload.length}`];
  const head = [
    `${method} ${target} HTTP/1.1`,
    'host: 127.0.0.1',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...length,
    'connection: close',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), payload]);
}

/** Without an end the platform would wait for more, and rightly so. */
const inOneChunk = (text: Buffer): Buffer =>
  Buffer.concat([
    ...(text.length === 0 ? [] : [Buffer.from(`${text.length.toString(16)}\r\n`), text, Buffer.from('\r\n')]),
    LAST_CHUNK,
  ]);
