import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readCsv } from './csv.js';
import type { ReadEvent } from './event.js';
import { readNdjson } from './ndjson.js';

/** The forms of a file. */
export const FILE_FORMATS = ['csv', 'ndjson'] as const;

/** The form of a file. */
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Reads a file or `-`, standard input, as `readStream` does. */
export const readFile = (path: string, format?: FileFormat): AsyncGenerator<ReadEvent, void, undefined> =>
  readStream(path === '-' ? process.stdin : createReadStream(path), format);

/** Reads a stream: what begins as gzip does is unpacked, and what begins with `{` is NDJSON. */
export async function* readStream(
  input: Readable,
  format?: FileFormat,
): AsyncGenerator<ReadEvent, void, undefined> {
  const [magic, packed] = await peek(input, 2);
  const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const [start, text] = await peek(isGzip ? pipeline(packed, createGunzip(), () => {}) : packed, 64);
  const isJson = start
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
    .startsWith('{');
  const read = (format ?? (isJson ? 'ndjson' : 'csv')) === 'csv' ? readCsv : readNdjson;
  yield* read(text);
}

/** The first bytes of a stream, and a stream that still has them. */
async function peek(input: Readable, bytes: number): Promise<[Buffer, Readable]> {
  const chunks = (input as AsyncIterable<Buffer | string>)[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < bytes) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = Buffer.concat([start, Buffer.from(next.value as string)]);
  }
  async function* all(): AsyncGenerator<Buffer | string, void, undefined> {
    if (start.length > 0) yield start;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  return [start.subarray(0, bytes), Readable.from(all(), { objectMode: false })];
}
