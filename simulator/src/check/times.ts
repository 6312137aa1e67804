import { invalid } from '../errors.js';
import type { FieldParser } from './field.js';
import { text } from './scalars.js';

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ]([01]\d|2[0-3]):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** An RFC 3339 date-time, parsed to epoch milliseconds. */
export const dateTime: FieldParser<number> = (value, at) => {
  const given = text()(value, at);
  const time = DATE_TIME.test(given) ? Date.parse(given.replace(' ', 'T')) : NaN;
  if (Number.isNaN(time) || !sameDay(given))
    throw invalid(`${at}: Input should be a valid RFC 3339 datetime`);
  return time;
};

/** A calendar date, parsed to the epoch milliseconds of its start in UTC. */
export const date: FieldParser<number> = (value, at) => {
  const given = text()(value, at);
  const time = DATE.test(given) ? Date.parse(`${given}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || !sameDay(given))
    throw invalid(`${at}: Input should be a valid date in YYYY-MM-DD format`);
  return time;
};

/** `Date.parse` turns February 30 into March 2; the API rejects it. */
function sameDay(given: string): boolean {
  const day = given.slice(0, 10);
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}
