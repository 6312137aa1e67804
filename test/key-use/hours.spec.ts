import fc from 'fast-check';
import { dayOf, isWithin, localTime, nextDay, nextWithin } from '../../platform/src/stores/key-use/hours.js';
import { DAYS } from '../../platform/src/stores/key-use/key-use-policy.js';

const at = (text: string): number => Date.parse(text);
const WORK = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '08:00',
  until: '18:00',
  time_zone: 'Europe/Vienna',
} as const;

test.each([
  ['before it opens', '2026-11-30T06:59:59Z', false],
  ['as it opens', '2026-11-30T07:00:00Z', true],
  ['before it closes', '2026-11-30T16:59:59Z', true],
  ['as it closes', '2026-11-30T17:00:00Z', false],
  ['on a Sunday', '2026-11-29T10:00:00Z', false],
  ['in summer time', '2026-07-06T06:00:00Z', true],
])('hours of a zone: %s', (_, moment, expected) => {
  expect(isWithin(WORK, at(moment))).toBe(expected);
});

test('hours past midnight belong to the day on which they begin', () => {
  const night = { days: ['fri'], from: '22:00', until: '06:00', time_zone: 'UTC' } as const;

  const open = ['2026-11-27T21:59Z', '2026-11-27T22:00Z', '2026-11-28T05:59Z', '2026-11-28T06:00Z'];
  expect(open.map((moment) => isWithin(night, at(moment)))).toEqual([false, true, true, false]);
  expect(isWithin(night, at('2026-11-27T03:00Z'))).toBe(false);
});

test('a whole day is one that ends at 24:00, or that has no hours', () => {
  const sunday = { days: ['sun'], time_zone: 'UTC' } as const;
  for (const policy of [sunday, { ...sunday, from: '00:00', until: '24:00' }]) {
    expect(isWithin(policy, at('2026-11-29T23:59:59.999Z'))).toBe(true);
    expect(isWithin(policy, at('2026-11-30T00:00:00Z'))).toBe(false);
  }
});

test('says when it opens next, also where the clock is put forward', () => {
  expect(nextWithin(WORK, at('2026-11-27T17:00:00Z'))).toBe(at('2026-11-30T07:00:00Z'));
  // On 29 March 2026 there is no 02:30 in Vienna.
  const early = { from: '02:30', until: '04:00', time_zone: 'Europe/Vienna' };
  expect(nextWithin(early, at('2026-03-28T23:00:00Z'))).toBe(at('2026-03-29T01:30:00Z'));
  expect(localTime(WORK, at('2026-11-30T07:00:00Z'))).toBe('2026-11-30 08:00 (Europe/Vienna)');
});

test('a day begins at midnight of the zone', () => {
  const tokyo = { time_zone: 'Asia/Tokyo' };
  expect(dayOf(tokyo, at('2026-11-30T15:00:00Z'))).toBe('2026-12-01');
  expect(nextDay(tokyo, at('2026-11-30T15:00:00Z'))).toBe(at('2026-12-01T15:00:00Z'));
});

const minute = fc.integer({ min: 0, max: 1439 });
const timeOf = (value: number): string =>
  `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;

test('what it says of the next opening is true, and not too late but for an hour that is skipped', () => {
  const zones = ['UTC', 'Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  const moments = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-01-01T00:00Z') });
  fc.assert(
    fc.property(
      fc.record({
        days: fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }),
        hours: fc.tuple(minute, minute).filter(([from, until]) => from !== until),
        time_zone: fc.constantFrom(...zones),
      }),
      moments,
      ({ days, hours: [from, until], time_zone }, now) => {
        const policy = { days, from: timeOf(from), until: timeOf(until), time_zone };
        const next = nextWithin(policy, now);
        if (next === undefined) return expect(next).toBeDefined();
        expect(next).toBeGreaterThanOrEqual(now);
        expect(isWithin(policy, next)).toBe(true);
        if (next > now) expect(isWithin(policy, next - 61 * 60_000) && next - 61 * 60_000 >= now).toBe(false);
      },
    ),
  );
});
