import type { ParsedValues } from '../check/field.js';
import { either, optional } from '../check/field.js';
import { boolean, integer, oneOf, text } from '../check/scalars.js';
import { mapOf, shape, tagged } from '../check/shapes.js';

const match = optional(shape({ method: optional(text({ min: 1 })), path: optional(text({ min: 1 })) }));

/** The fields of every fault. */
const COMMON = {
  match,
  /** How many requests it affects; 1 by default. */
  times: optional(either(integer({ min: 1 }), oneOf(['always']), (value) => typeof value === 'number')),
};

/** The fields of each kind of fault. With `applies`, the request takes effect before it fails. */
const KINDS = {
  status: {
    ...COMMON,
    status: integer({ min: 400, max: 599 }),
    type: optional(text({ min: 1 })),
    error_code: optional(text({ min: 1 })),
    message: optional(text()),
    headers: optional(mapOf(text())),
    applies: optional(boolean),
  },
  slow: { ...COMMON, delay_ms: integer({ min: 0, max: 600_000 }) },
  reset: { ...COMMON, applies: optional(boolean) },
  reset_mid_body: COMMON,
  truncated: COMMON,
  html: { ...COMMON, status: optional(integer({ min: 200, max: 599 })) },
  redirect: { ...COMMON, location: text({ min: 1 }), status: optional(integer({ min: 300, max: 399 })) },
  huge: { ...COMMON, bytes: integer({ min: 1 }) },
  broken_page_token: COMMON,
  short_page: { ...COMMON, rows: integer({ min: 0 }) },
  stale_read: COMMON,
} as const;

type Kinds = typeof KINDS;

/** A fault to inject: which requests it affects, how often, and what it does to them. */
export type FaultRequest = {
  [Kind in keyof Kinds]: { readonly kind: Kind } & ParsedValues<Kinds[Kind]>;
}[keyof Kinds];

const read = tagged(KINDS, 'kind');

/**
 * Parses a fault from JSON.
 *
 * @throws ApiError 400 that names the invalid field.
 */
export const readFault = (value: unknown): FaultRequest => read(value, 'fault');
