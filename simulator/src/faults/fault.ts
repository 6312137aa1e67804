import type { ParsedValues } from '../check/field.js';
import { either, optional } from '../check/field.js';
import { boolean, integer, oneOf, text } from '../check/scalars.js';
import { listOf, mapOf, shape, tagged } from '../check/shapes.js';
import { OUTCOME_CODES } from './outcomes.js';
import { WAIT_HINTS } from './wait-hints.js';

const match = optional(shape({ method: optional(text({ min: 1 })), path: optional(text({ min: 1 })) }));

/** The fields of every fault. */
const COMMON = {
  match,
  /** How many requests it affects; 1 by default. */
  times: optional(either(integer({ min: 1 }), oneOf(['always']), (value) => typeof value === 'number')),
};

/** The fields of faults that lose the response: with `applies`, the request takes effect before. */
const LOST = { ...COMMON, applies: optional(boolean) };

/** The fields of faults of the data, which stay until they are cleared. */
const OF_DATA = { match, times: optional(oneOf(['always'])), seed: optional(integer()) };

const anything = (value: unknown): unknown => value;
/** What Node sends as the value of a header. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const httpStatus = optional(integer({ min: 200, max: 599 }));
const percent = optional(integer({ min: 0, max: 100 }));
const errorStatus = integer({ min: 400, max: 599 });

/** The fields of each kind of fault. */
const KINDS = {
  status: {
    ...LOST,
    status: errorStatus,
    type: optional(text({ min: 1 })),
    error_code: optional(text({ min: 1 })),
    message: optional(text()),
    details: optional(mapOf(anything)),
    headers: optional(mapOf(text({ pattern: HEADER_VALUE }))),
  },
  outcome: { ...COMMON, error_code: oneOf(OUTCOME_CODES) },
  wait_hint: { ...COMMON, hint: oneOf(Object.keys(WAIT_HINTS)), status: optional(errorStatus) },
  slow: { ...COMMON, delay_ms: integer({ min: 0, max: 600_000 }) },
  timeout: { ...LOST, after_ms: optional(integer({ min: 0, max: 600_000 })) },
  reset: LOST,
  reset_mid_body: COMMON,
  truncated: COMMON,
  empty_body: { ...LOST, status: httpStatus },
  no_content: LOST,
  html: { ...LOST, status: httpStatus },
  edge_page: { ...LOST, status: httpStatus, headers: optional(mapOf(text({ pattern: HEADER_VALUE }))) },
  foreign_json: { ...LOST, status: httpStatus, body: optional(anything) },
  raw_body: { ...LOST, text: text(), status: httpStatus, content_type: optional(text()) },
  redirect: { ...COMMON, location: text({ min: 1 }), status: optional(integer({ min: 300, max: 399 })) },
  huge: { ...COMMON, bytes: integer({ min: 1 }) },
  headers: {
    ...COMMON,
    set: optional(mapOf(text({ pattern: HEADER_VALUE }))),
    remove: optional(listOf(text({ min: 1 }))),
  },
  doubled_headers: { ...COMMON, form: optional(oneOf(['lines', 'joined'])) },
  informational: { ...COMMON, status: optional(integer({ min: 100, max: 103 })) },
  echoed_key: {
    ...COMMON,
    in: oneOf(['header', 'request_id', 'organization_id', 'id', 'name', 'field']),
    part: optional(oneOf(['whole', 'secret', 'half', 'base64', 'split'])),
  },
  other_organization: { ...COMMON, organization_id: optional(text()), name: optional(text()) },
  broken_page_token: COMMON,
  cut_page: {
    ...COMMON,
    form: oneOf(['null_cursor', 'missing_cursor', 'empty_cursor', 'same_cursor', 'not_a_list', 'no_list']),
  },
  short_page: { ...COMMON, rows: integer({ min: 0 }) },
  stale_read: COMMON,
  restated: { ...OF_DATA, share: percent, days: optional(integer({ min: 1, max: 365 })) },
  late: { ...OF_DATA, share: percent, hours: optional(integer({ min: 1, max: 8_760 })) },
} as const;

type Kinds = typeof KINDS;

/** A fault to inject: which requests it affects, how often, and what it does to them. */
export type FaultRequest = {
  [Kind in keyof Kinds]: { readonly kind: Kind } & ParsedValues<Kinds[Kind]>;
}[keyof Kinds];

/** The faults of one kind. */
export type FaultOfKind<Kind extends FaultRequest['kind']> = Extract<FaultRequest, { readonly kind: Kind }>;

/** Every kind of fault. */
export const FAULT_KINDS = Object.keys(KINDS) as readonly FaultRequest['kind'][];

const read = tagged(KINDS, 'kind');

/**
 * Parses a fault from JSON.
 *
 * @throws ApiError 400 that names the invalid field.
 */
export const readFault = (value: unknown): FaultRequest => read(value, 'fault');
