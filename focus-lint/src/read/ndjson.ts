import { pipeline, type Readable } from 'node:stream';
import { isLosslessNumber, parse, stringify } from 'lossless-json';
import split2 from 'split2';
import type { Cell } from '../row.js';
import { MAX_ROW_BYTES, type ReadEvent } from './event.js';

/** Reads NDJSON. The keys of the first object are the columns; numbers keep their digits. */
export async function* readNdjson(input: Readable): AsyncGenerator<ReadEvent, void, undefined> {
  const lines = split2({ maxLength: MAX_ROW_BYTES });
  pipeline(input, lines, () => {});
  let names: string[] | undefined;
  let number = 0;
  try {
    for await (const line of lines as AsyncIterable<string>) {
      const text = line.trim();
      if (text === '') continue;
      number += 1;
      const object = objectIn(text);
      if (!object) {
        yield { kind: 'broken', number, message: 'A line is not a JSON object with unique keys.' };
        continue;
      }
      if (!names) {
        names = Object.keys(object);
        yield { kind: 'header', names };
      }
      const misfit = misfitOf(names, object);
      const cells = names.map((name) => (Object.hasOwn(object, name) ? cellOf(object[name]) : null));
      yield { kind: 'row', number, cells, ...(misfit && { misfit }) };
    }
  } catch (error) {
    if ((error as Error).message !== 'maximum buffer reached') throw error;
    yield { kind: 'broken', number: number + 1, message: `A line is longer than ${MAX_ROW_BYTES} bytes.` };
  }
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value = parse(text);
    const isObject =
      typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || typeof value === 'string') return value;
  if (isLosslessNumber(value)) return { kind: 'number', text: value.value };
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) };
  return { kind: 'json', text: stringify(value) ?? 'null' };
}

function misfitOf(names: readonly string[], object: Readonly<Record<string, unknown>>): string | undefined {
  const keys = Object.keys(object);
  const missing = names.find((name) => !Object.hasOwn(object, name));
  if (missing !== undefined) return `The row has no ${missing}, which the first row has; write null.`;
  const known = new Set(names);
  const extra = keys.length > names.length ? keys.find((key) => !known.has(key)) : undefined;
  return extra === undefined
    ? undefined
    : `The row has ${extra}, which the first row has not; write null there.`;
}
