import fc, { type Arbitrary } from 'fast-check';

/** A key that callers put wherever it does not belong; it is no key of the tenant. */
export const STRAY = 'sk-ant-admin01-stray-Zx81QwErTyUiOpAsDfGhJkLzXcVbNm-1234AA';

/** Bytes that may stand in a line of a head; the line's end would begin another one. */
const bytes = (maxLength: number): Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 255 }), { maxLength })
    .map((codes) => String.fromCharCode(...codes.filter((code) => code !== 10 && code !== 13)));

/** Text for a header, a query or a path: odd bytes, long runs, keys, and things that mean something elsewhere. */
export const oddText: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: bytes(20) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', ' ', '0', '-1', '1e99', 'null', 'true', '*', '{}', '[]', '"', "'"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('..', '%2e%2e', '%2f', '%00', '%zz', '%', '//', '\\', '\0', '__proto__'),
  },
  { weight: 1, arbitrary: fc.constant(STRAY) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }).map((length) => 'x'.repeat(length)) },
);

const deep = (levels: number, open: string, close: string): string =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;

/** Values that JSON can hold, and that nobody asked for. */
export const oddJson: Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 2, arbitrary: fc.constantFrom(null, '', 0, -1, 1e308, true, [], {}, STRAY, '\ud800', '\0') },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ __proto__: null, constructor: { prototype: 1 } }, { toString: 1 }),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }).map((length) => 'x'.repeat(length)) },
);

/** Bodies that are no JSON, or JSON that no parser should be sent. */
export const oddBody: Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(
    '',
    '{',
    '{"a":',
    '[1,',
    'null',
    '""',
    '{"a":1}{"b":2}',
    '\ufeff{}',
    '{"__proto__":{"a":1}}',
  ),
  fc.integer({ min: 1, max: 5_000 }).map((levels) => deep(levels, '[', ']')),
  fc.integer({ min: 1, max: 5_000 }).map((levels) => deep(levels, '{"a":', '}')),
);
