import type { Cell } from '../row.js';

/** What a reader finds in a file, in its order. */
export type ReadEvent =
  | { readonly kind: 'header'; readonly names: readonly string[] }
  | {
      readonly kind: 'row';
      readonly number: number;
      readonly cells: readonly Cell[];
      readonly misfit?: string;
    }
  /** A part that cannot be read; the reader goes on with the next row where it can. */
  | { readonly kind: 'broken'; readonly number: number; readonly message: string };

/** The longest row that is read. */
export const MAX_ROW_BYTES = 1_048_576;
