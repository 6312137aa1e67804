import type { CheckResult, ConnectionRef, KeyCheck } from 'anthropic-admin-connector';
import { CheckRound, type CheckRoundDeps } from '../../platform/src/checks/check-round.js';

const MINUTE = 60_000;
const PROBLEM = { code: 'key_not_checked', message: 'no verdict', fix: 'wait' };
const VALID: KeyCheck = { state: 'valid', organization: { id: 'o1', name: 'Acme' } };

const refs = (count: number): ConnectionRef[] =>
  Array.from({ length: count }, (_, index) => ({
    connector: 'anthropic',
    tenantId: 'acme',
    name: `c${index}`,
  }));

/** A round over the connections given; what was checked is noted by name. */
function round(due: readonly ConnectionRef[], changes: Partial<CheckRoundDeps> = {}) {
  const clock = { now: Date.parse('2026-11-24T12:00:00Z') };
  const checked: string[] = [];
  const limits: number[] = [];
  const reported: unknown[] = [];
  const verdicts: Record<string, KeyCheck | Error> = {};
  const made = new CheckRound({
    intervalMs: 60 * MINUTE,
    due: async (_, limit) => {
      limits.push(limit);
      return due;
    },
    check: async ({ name }) => {
      checked.push(name);
      const check = verdicts[name] ?? VALID;
      if (check instanceof Error) throw check;
      return { connection: {}, check } as CheckResult;
    },
    holdsLease: async () => true,
    report: (error) => void reported.push(error),
    now: () => clock.now,
    ...changes,
  });
  const run = async (later = 0, signal = new AbortController().signal): Promise<string[]> => {
    clock.now += later;
    await made.run(signal);
    return checked.splice(0);
  };
  return { run, verdicts, limits, reported };
}

test('checks every connection that is due', async () => {
  const { run } = round(refs(10));

  expect(await run()).toEqual(refs(10).map(({ name }) => name));
});

test('asks for those whose verdict is older than the interval', async () => {
  const asked: string[] = [];
  const { run } = round([], { due: async (before) => (asked.push(before), []) });

  await run();

  expect(asked).toEqual(['2026-11-24T11:00:00.000Z']);
});

test('checks nothing where another process has the lease', async () => {
  const { run } = round(refs(3), { holdsLease: async () => false });

  expect(await run()).toEqual([]);
});

test('stops where the lease is lost on the way', async () => {
  let asked = 0;
  const { run } = round(refs(10), { holdsLease: async () => (asked += 1) <= 2 });

  expect(await run()).toHaveLength(4);
});

test('stops where the platform stops', async () => {
  const ended = new AbortController();
  const { run } = round(refs(10), {
    check: async () => {
      ended.abort();
      return { status: 'missing' };
    },
  });

  await run(0, ended.signal);

  expect(ended.signal.aborted).toBe(true);
});

test('puts a connection without a verdict off, longer each time, and no other', async () => {
  const { run, verdicts } = round(refs(2));
  verdicts['c0'] = { state: 'undetermined', cause: 'unavailable', problem: PROBLEM };

  expect(await run()).toEqual(['c0', 'c1']);
  expect(await run(MINUTE - 1)).toEqual(['c1']);
  expect(await run(1)).toEqual(['c0', 'c1']);
  expect(await run(MINUTE)).toEqual(['c1']);
  expect(await run(MINUTE)).toEqual(['c0', 'c1']);
});

test('waits as long as the API asks for', async () => {
  const { run, verdicts } = round(refs(1));
  verdicts['c0'] = {
    state: 'undetermined',
    cause: 'unavailable',
    problem: PROBLEM,
    retryAfterMs: 5 * MINUTE,
  };
  await run();

  expect(await run(5 * MINUTE - 1)).toEqual([]);
  expect(await run(1)).toEqual(['c0']);
});

test('begins anew after a verdict', async () => {
  const { run, verdicts } = round(refs(1));
  verdicts['c0'] = { state: 'undetermined', cause: 'unavailable', problem: PROBLEM };
  await run();
  delete verdicts['c0'];
  await run(MINUTE);

  expect(await run(1)).toEqual(['c0']);
});

test('asks for as many more as are put off, so that they keep nobody out', async () => {
  const { run, verdicts, limits } = round(refs(2));
  verdicts['c0'] = { state: 'undetermined', cause: 'unavailable', problem: PROBLEM };

  await run();
  await run(1);

  expect(limits).toEqual([1_000, 1_001]);
});

test('reports a check that throws, and checks the others', async () => {
  const { run, verdicts, reported } = round(refs(3));
  verdicts['c1'] = new Error('the record does not open');

  expect(await run()).toEqual(['c0', 'c1', 'c2']);
  expect(reported).toEqual([new Error('the record does not open')]);
});
