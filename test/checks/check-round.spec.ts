import type { CheckResult, KeyCheck } from 'anthropic-admin-connector';
import {
  CheckRound,
  isTooMany,
  type CheckRoundDeps,
  type DueConnection,
  type TooOld,
} from '../../platform/src/checks/check-round.js';
import type { CheckStop } from '../../platform/src/checks/check-stops.js';

const MINUTE = 60_000;
const PROBLEM = { code: 'key_not_checked', message: 'no verdict', fix: 'wait' };
const VALID: KeyCheck = { state: 'valid', organization: { id: 'o1', name: 'Acme' } };

const HOUR = 60 * MINUTE;
const REFUSED: KeyCheck = { state: 'invalid', problem: { ...PROBLEM, code: 'key_unknown' } };

const DAY = 24 * HOUR;
/** The time from one check of a refused key to the next one. */
const STEP = HOUR / 3;

const refs = (count: number, state: DueConnection['state'] = 'active'): DueConnection[] =>
  Array.from({ length: count }, (_, index) => ({
    connector: 'anthropic',
    tenantId: 'acme',
    name: `c${index}`,
    state,
  }));

/** A round over the connections given; what was checked, revoked and stopped is noted. */
function round(due: readonly DueConnection[], changes: Partial<CheckRoundDeps> = {}) {
  const clock = { now: Date.parse('2026-11-24T12:00:00Z') };
  const checked: string[] = [];
  const limits: number[] = [];
  const reported: unknown[] = [];
  const seen: string[] = [];
  const revoked: string[] = [];
  const stops: CheckStop[] = [];
  const ended: string[] = [];
  const state: { stop?: CheckStop } = {};
  const verdicts: Record<string, KeyCheck | Error> = {};
  const verdictOf = (name: string): CheckResult => {
    const check = verdicts[name] ?? VALID;
    if (check instanceof Error) throw check;
    return { connection: {}, check } as CheckResult;
  };
  const made = new CheckRound({
    intervalMs: HOUR,
    repeats: 3,
    repeatOverMs: HOUR,
    revokedIntervalMs: DAY,
    due: async (_, limit) => {
      limits.push(limit);
      return due;
    },
    total: async () => due.length,
    check: async ({ name }) => {
      checked.push(name);
      return verdictOf(name);
    },
    confirm: async ({ name }) => {
      revoked.push(name);
      return verdictOf(name);
    },
    stops: {
      last: async () => state.stop,
      add: async (now, forMs, counts) => {
        const pausedUntil = new Date(now + forMs).toISOString();
        state.stop = { stoppedAt: new Date(now).toISOString(), pausedUntil, ...counts };
        return state.stop;
      },
      clear: async () => void delete state.stop,
    },
    onVerdict: (verdict) => void seen.push(verdict),
    onStop: (stop) => void stops.push(stop),
    onEnd: () => void ended.push(new Date(clock.now).toISOString()),
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
  return { run, verdicts, limits, reported, revoked, stops, state, seen, ended };
}

test('checks every connection that is due', async () => {
  const { run } = round(refs(10));

  expect(await run()).toEqual(refs(10).map(({ name }) => name));
});

test('asks for those whose verdict is older than the interval', async () => {
  const asked: TooOld[] = [];
  const due = async (tooOld: TooOld) => (asked.push(tooOld), []);

  await round([], { due }).run();
  await round([], { due, revokedIntervalMs: 0 }).run();

  const before = '2026-11-24T11:00:00.000Z';
  expect(asked).toEqual([
    { before, revokedBefore: '2026-11-23T12:00:00.000Z' },
    { before, revokedBefore: undefined },
  ]);
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

test('says what each check has found', async () => {
  const { run, verdicts, seen } = round(refs(4));
  verdicts['c1'] = REFUSED;
  verdicts['c2'] = { state: 'undetermined', cause: 'unavailable', problem: PROBLEM };
  verdicts['c3'] = new Error('the record does not open');

  await run();

  expect(seen.toSorted()).toEqual(['failed', 'invalid', 'undetermined', 'valid']);
});

test('revokes a key when three more checks, spread over an hour, refuse it too', async () => {
  const { run, verdicts, revoked } = round(refs(2));
  verdicts['c1'] = REFUSED;

  await run();
  expect([await run(STEP - 1), revoked]).toEqual([['c0'], []]);
  expect([await run(1), revoked]).toEqual([['c0', 'c1'], []]);
  expect([await run(STEP), revoked]).toEqual([['c0', 'c1'], []]);
  expect([await run(STEP), revoked]).toEqual([['c0', 'c1'], ['c1']]);
});

test.each([
  [1, HOUR],
  [5, 5 * MINUTE],
])('repeats a check %i times over %i ms where that is set', async (repeats, repeatOverMs) => {
  const { run, verdicts, revoked } = round(refs(1), { repeats, repeatOverMs });
  verdicts['c0'] = REFUSED;
  await run();
  for (let repeat = 1; repeat < repeats; repeat += 1) await run(repeatOverMs / repeats);
  expect(revoked).toEqual([]);

  await run(repeatOverMs / repeats);

  expect(revoked).toEqual(['c0']);
});

test('repeats within the interval where that is shorter than an hour', async () => {
  const { run, verdicts, revoked } = round(refs(1), { intervalMs: MINUTE });
  verdicts['c0'] = REFUSED;

  await run();
  for (const step of [MINUTE / 3, MINUTE / 3, MINUTE / 3]) await run(step);

  expect(revoked).toEqual(['c0']);
});

test.each<[string, KeyCheck]>([
  ['is valid', VALID],
  ['has no verdict', { state: 'undetermined', cause: 'unavailable', problem: PROBLEM }],
])('begins anew where a later check %s', async (_, third) => {
  const { run, verdicts, revoked } = round(refs(1));
  verdicts['c0'] = REFUSED;
  await run();
  await run(STEP);
  verdicts['c0'] = third;
  await run(STEP);
  verdicts['c0'] = REFUSED;

  for (const step of [STEP, STEP, STEP]) await run(step);
  expect(revoked).toEqual([]);

  await run(STEP);
  expect(revoked).toEqual(['c0']);
});

test('looks at revoked connections again, whose refusals stop no round and revoke nothing twice', async () => {
  const { run, verdicts, revoked, stops, seen } = round(refs(10, 'revoked'));
  for (const { name } of refs(9)) verdicts[name] = REFUSED;

  expect(await run()).toEqual([]);

  expect(revoked).toEqual(refs(10).map(({ name }) => name));
  expect(stops).toEqual([]);
  expect(seen).toEqual([...Array<string>(9).fill('still_revoked'), 'valid']);
});

test('says when a round has ended, and nothing where another process made it', async () => {
  let holds = true;
  const { run, ended } = round(refs(1), { holdsLease: async () => holds });
  await run();
  holds = false;

  await run(MINUTE);

  expect(ended).toEqual(['2026-11-24T12:00:00.000Z']);
});

test.each([
  [3, 3, false],
  [4, 4, true],
  [3, 1, false],
  [4, 15, true],
  [4, 20, false],
  [20, 100, false],
  [21, 100, true],
])('takes %i refused keys of %i as too many: %s', (refused, total, expected) => {
  expect(isTooMany(refused, total)).toBe(expected);
});

test('stops when too many keys are refused, revokes none, and pauses all rounds', async () => {
  const { run, verdicts, revoked, stops } = round(refs(50));
  for (let index = 0; index < 50; index += 1) verdicts[`c${index}`] = REFUSED;

  const first = await run();

  expect([first.length, revoked]).toEqual([12, []]);
  expect(stops).toEqual([
    {
      stoppedAt: '2026-11-24T12:00:00.000Z',
      pausedUntil: '2026-11-24T13:00:00.000Z',
      refused: 12,
      connections: 50,
    },
  ]);
  expect(await run(HOUR - 1)).toEqual([]);
});

test('does not take a refusal of a stopped round as a first one', async () => {
  const { run, verdicts, revoked, state } = round(refs(5));
  for (const { name } of refs(5)) verdicts[name] = REFUSED;
  await run();
  for (const name of ['c0', 'c1', 'c2', 'c3']) delete verdicts[name];

  await run(HOUR);
  expect([revoked, state.stop]).toEqual([[], undefined]);

  await run(STEP);
  await run(STEP);
  expect(revoked).toEqual([]);

  await run(STEP);
  expect(revoked).toEqual(['c4']);
});

test('counts refusals of several rounds together', async () => {
  let due = refs(5).slice(0, 2);
  const { run, verdicts, stops } = round([], { due: async () => due, total: async () => 5 });
  for (const { name } of refs(5)) verdicts[name] = REFUSED;
  await run();
  expect(stops).toEqual([]);

  due = refs(5);
  await run(MINUTE);

  expect(stops).toMatchObject([{ refused: 5, connections: 5 }]);
});

test('checks the others before those that stopped a round', async () => {
  const { run, verdicts, stops } = round(refs(10));
  for (const name of ['c0', 'c1', 'c2', 'c3']) verdicts[name] = REFUSED;

  expect(await run()).toEqual(['c0', 'c1', 'c2', 'c3']);
  expect(await run(HOUR)).toEqual(['c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c0', 'c1', 'c2', 'c3']);
  expect(stops).toHaveLength(2);
});
