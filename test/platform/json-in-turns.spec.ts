import { text } from 'node:stream/consumers';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { isLong, jsonStream } from '../../platform/src/http/json-in-turns.js';

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
  const [written, expected] = [await text(jsonStream(value)), JSON.stringify(value)];

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
  const data = report();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  for await (const piece of jsonStream(data)) expect(piece.length).toBeLessThan(2_000_000);
  await pause(20);
  const inTurns = delay.max / 1e6;
  delay.reset();
  await pause(20);
  JSON.stringify(data);
  await pause(20);
  const atOnce = delay.max / 1e6;
  delay.disable();

  process.stdout.write(`longest block: ${inTurns.toFixed(0)} ms in turns, ${atOnce.toFixed(0)} ms at once\n`);
  expect(inTurns).toBeLessThan(atOnce);
});
