import { emptyAsAbsent, fallback, optional } from '../check/field.js';
import { integerText, text } from '../check/scalars.js';

/** The query of every `id_cursor` list; 20 rows by default, at most 1000. */
export const ID_CURSOR = {
  limit: fallback(integerText({ min: 1, max: 1_000 }), 20),
  before_id: optional(text({ min: 1 })),
  after_id: optional(text({ min: 1 })),
} as const;

/** The query of every `page_cursor` list; 20 rows by default. */
export const pageCursor = (max = 1_000) =>
  ({ limit: fallback(integerText({ min: 1, max }), 20), page: emptyAsAbsent(text()) }) as const;
