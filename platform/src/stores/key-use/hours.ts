import { TZDate } from '@date-fns/tz';
import { DAYS, type KeyUsePolicy } from './key-use-policy.js';

type Hours = Pick<KeyUsePolicy, 'days' | 'from' | 'until' | 'time_zone'>;

const WEEK = 7;
const MINUTES_OF_HOUR = 60;

/** Whether a moment (epoch milliseconds) is within the days and hours of a policy. */
export function isWithin({ days, from = '00:00', until = '24:00', time_zone }: Hours, at: number): boolean {
  const local = new TZDate(at, time_zone);
  const minute = local.getHours() * MINUTES_OF_HOUR + local.getMinutes();
  const isOpen = (day: number): boolean => days?.includes(DAYS[(day + WEEK) % WEEK] ?? 'sun') ?? true;
  const [first, last] = [minuteOf(from), minuteOf(until)];
  const today = local.getDay();
  if (first < last) return isOpen(today) && first <= minute && minute < last;
  return (isOpen(today) && first <= minute) || (isOpen(today - 1) && minute < last);
}

/** The first moment from `at` on that is within the days and hours of a policy (epoch milliseconds); undefined for none. */
export function nextWithin(hours: Hours, at: number): number | undefined {
  if (isWithin(hours, at)) return at;
  const minute = minuteOf(hours.from ?? '00:00');
  for (let ahead = 0; ahead <= WEEK; ahead += 1) {
    const begins = startOf(hours.time_zone, at, ahead, minute);
    if (begins > at && isWithin(hours, begins)) return begins;
  }
  return undefined;
}

/** When the next day begins in a zone, epoch milliseconds. */
export const nextDay = ({ time_zone }: Hours, at: number): number => startOf(time_zone, at, 1, 0);

/** The day of a moment in a zone, such as `2026-11-30`. */
export function dayOf({ time_zone }: Hours, at: number): string {
  const local = new TZDate(at, time_zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
}

/** A moment as a person in the zone reads it, such as `2026-11-30 08:00 (Europe/Vienna)`. */
export function localTime({ time_zone }: Hours, at: number): string {
  const local = new TZDate(at, time_zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${dayOf({ time_zone }, at)} ${two(local.getHours())}:${two(local.getMinutes())} (${time_zone})`;
}

function startOf(zone: string, at: number, ahead: number, minute: number): number {
  const local = new TZDate(at, zone);
  return new TZDate(
    local.getFullYear(),
    local.getMonth(),
    local.getDate() + ahead,
    Math.floor(minute / MINUTES_OF_HOUR),
    minute % MINUTES_OF_HOUR,
    zone,
  ).getTime();
}

const minuteOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * MINUTES_OF_HOUR + minutes;
};
