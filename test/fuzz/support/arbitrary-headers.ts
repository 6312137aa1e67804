import fc, { type Arbitrary } from 'fast-check';
import { oddText } from './odd-values.js';
import { TENANTS } from './fuzz-tokens.js';

type Header = readonly [name: string, value: string];

/** Stands for a token of `fuzzTokens` until the request is sent: tokens are signed when the test begins. */
export const TOKEN = /<token ([^>]*)>/g;

const BAD_TOKENS = [
  'of a tenant without a key',
  'without permissions',
  'that may read alone',
  'expired',
  'for another audience',
  'of another issuer',
  'without a tenant',
  'with odd claims',
  'forged',
  'without a signature',
  'of no form',
  'huge',
];

const token = fc
  .oneof(
    { weight: 5, arbitrary: fc.constantFrom(...TENANTS) },
    { weight: 1, arbitrary: fc.constantFrom(...BAD_TOKENS) },
  )
  .map((kind) => `<token ${kind}>`);

const authorization: Arbitrary<Header[]> = fc.oneof(
  { weight: 12, arbitrary: token.map((value): Header[] => [['authorization', `Bearer ${value}`]]) },
  { weight: 1, arbitrary: token.map((value): Header[] => [['x-api-key', value]]) },
  { weight: 1, arbitrary: oddText.map((value): Header[] => [['authorization', value]]) },
  { weight: 1, arbitrary: fc.constant<Header[]>([]) },
);

const contentType: Arbitrary<Header[]> = fc
  .oneof(
    { weight: 8, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-7', 'multipart/form-data'),
    },
    { weight: 1, arbitrary: oddText },
  )
  .map((value) => [['content-type', value]]);

/** Of each header some values that mean something to somebody on the way. */
const MEANINGFUL: readonly Header[] = [
  ['accept', 'application/json, text/event-stream'],
  ['accept', 'text/html'],
  ['anthropic-version', '2023-06-01'],
  ['anthropic-version', '1999-01-01'],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'br'],
  ['cookie', '__Host-session=made-up; session=made-up'],
  ['expect', '100-continue'],
  ['host', 'elsewhere.example.com'],
  ['idempotency-key', 'one-of-a-few'],
  ['mcp-protocol-version', '2026-07-28'],
  ['mcp-protocol-version', '2025-03-26'],
  ['mcp-session-id', 'made-up'],
  ['origin', 'https://elsewhere.example.com'],
  ['transfer-encoding', 'chunked'],
  ['upgrade', 'websocket'],
  ['x-connection', 'second'],
  ['x-http-method-override', 'DELETE'],
  ['x-request-timeout-ms', '60000'],
];

const NAMES = [
  ...new Set(MEANINGFUL.map(([name]) => name)),
  'traceparent',
  'x-request-id',
  'range',
  'if-match',
  'x-odd',
];

const others: Arbitrary<Header[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Header[]>([]) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...MEANINGFUL), { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.tuple(fc.constantFrom(...NAMES.filter((name) => !/transfer|x-request-timeout/.test(name))), oddText),
      { maxLength: 3 },
    ),
  },
);

/** Heads of a request: a token, a type of the body, and what else comes along. */
export const arbitraryHeaders: Arbitrary<Header[]> = fc
  .tuple(authorization, contentType, others)
  .map((groups) => groups.flat());
