import { setImmediate as others } from 'node:timers/promises';

/** What is written at once, in characters: about two milliseconds of work. */
const PIECE = 256 * 1024;

/** Lists from this size on are written in turns. */
const LONG = 4 * PIECE;

/** Below this depth a value is written at once: an outcome, its data, a list, a bucket and its rows are above it. */
const DEPTH = 5;

/** Whether the JSON of a response with a list would take long to write, by its length and three of its items. */
export function isLong(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  for (const list of Object.values(data)) {
    if (!Array.isArray(list) || list.length === 0) continue;
    const sample = [0, list.length >> 1, list.length - 1].map((at) => text(list[at]).length);
    if (list.length * Math.max(...sample) > LONG) return true;
  }
  return false;
}

/**
 * The JSON of a value, whole: what waits for a client is counted as bytes, and the value itself is let go. Other requests have their
 * turn between two pieces.
 */
export async function jsonInTurns(value: unknown): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let piece = '';
  for (const part of partsOf(value, DEPTH)) {
    piece += part;
    if (piece.length < PIECE) continue;
    pieces.push(Buffer.from(piece));
    piece = '';
    await others();
  }
  return Buffer.concat([...pieces, Buffer.from(piece)]);
}

function* partsOf(value: unknown, depth: number): Generator<string, void, undefined> {
  if (depth === 0 || typeof value !== 'object' || value === null) {
    yield text(value);
    return;
  }
  const isList = Array.isArray(value);
  const fields = isList ? value.map((item) => ['', item] as const) : Object.entries(value);
  let before = isList ? '[' : '{';
  for (const [name, field] of fields) {
    if (!isList && field === undefined) continue;
    yield isList ? before : `${before}${JSON.stringify(name)}:`;
    yield* partsOf(field, depth - 1);
    before = ',';
  }
  yield `${before === ',' ? '' : before}${isList ? ']' : '}'}`;
}

const text = (value: unknown): string => JSON.stringify(value) ?? 'null';
