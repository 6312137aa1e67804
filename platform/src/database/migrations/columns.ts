import { sql, type RawBuilder } from 'kysely';
import type { Engine } from '../engine.js';

/** Column types of an engine, as Kysely's schema builder takes them. */
export function columnTypes({ columns }: Engine): Record<keyof Engine['columns'], RawBuilder<unknown>> {
  return { text: sql.raw(columns.text), integer: sql.raw(columns.integer), bytes: sql.raw(columns.bytes) };
}
