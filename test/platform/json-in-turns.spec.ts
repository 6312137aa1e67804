import { isLong, jsonInTurns } from '../../platform/src/http/json-in-turns.js';

const row = (index: number) => ({
  model: `m${index}`,
  name: 'Zoë "quoted" \u2028',
  tokens: [index, null, undefined],
  none: undefined,
  workspace: null,
  nested: { __proto__: null, empty: {}, list: [] },
});

/** About 28 MB of JSON, as a report by the minute has. */
const report = () => ({
  data: Array.from({ length: 1_440 }, (_, minute) => ({
    starting_at: minute,
    results: Array.from({ length: 190 }, (_, index) => row(index)),
  })),
  has_more: false,
});

it.each([
  ['an outcome', { ok: true, data: report(), meta: { warnings: [], partial: undefined } }],
  ['nothing', null],
  ['a list', [1, undefined, 'a', [[[[[[{ deep: undefined }]]]]]]]],
  ['empty ones', { a: {}, b: [], c: undefined }],
])('writes %s as JSON.stringify does', async (_, value) => {
  const [written, expected] = [(await jsonInTurns(value)).toString(), JSON.stringify(value)];

  // Comparing them with toBe would print 28 MB.
  expect([written.length, written === expected]).toEqual([expected.length, true]);
});

it.each([
  [report(), true],
  [{ data: [] }, false],
  [{ data: [row(1)] }, false],
  [{ data: Array.from({ length: 1_000 }, (_, index) => row(index)) }, false],
  [null, false],
  ['text', false],
])('tells long answers from others', (data, long) => {
  expect(isLong(data)).toBe(long);
});

it('lets other work have its turn', async () => {
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const { length } = await jsonInTurns(report());
  clearImmediate(next);

  expect(length).toBeGreaterThan(20_000_000);
  expect(turns).toBeGreaterThan(50);
});
