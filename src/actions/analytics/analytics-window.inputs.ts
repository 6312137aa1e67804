import { IsIn } from 'class-validator';
import { Describe, IsDateTime, Nullable, Rule } from '../../kit/catalog/index.js';
import { PageCursorInput } from '../shared.inputs.js';
import { BUCKET_WIDTHS } from '../usage-report/usage-report.inputs.js';

const FIRST_DAY = Date.parse('2026-01-01T00:00:00Z');
const HOUR_MS = 60 * 60 * 1000;

const span = (start: unknown, end: unknown): number => Date.parse(String(end)) - Date.parse(String(start));

/** Also true if either value is not a time, because the field's own rule reports that. */
const fits = (milliseconds: number, width: unknown): boolean =>
  Number.isNaN(milliseconds) ||
  (milliseconds > 0 && milliseconds <= (width === '1m' ? 24 : 31 * 24) * HOUR_MS);

/** The time range of an analytics report. */
export class AnalyticsWindowInput extends PageCursorInput {
  @Rule('must not be before 2026-01-01T00:00:00Z', (start) => !(Date.parse(String(start)) < FIRST_DAY))
  @IsDateTime()
  @Describe('Start, inclusive, RFC 3339: within the last 365 days and not before 2026-01-01.', {
    examples: ['2026-11-01T00:00:00Z'],
  })
  starting_at: string;

  @Nullable()
  @Rule(
    'must be after starting_at, by at most 31 days (24 hours with time_bucket_width 1m)',
    (end, { starting_at, time_bucket_width }) => fits(span(starting_at, end), time_bucket_width),
  )
  @IsDateTime()
  @Describe(
    'End, exclusive, RFC 3339, at most 31 days after the start. Defaults to now or to 31 days after the start, whichever is earlier; required with time_bucket_width.',
  )
  ending_at?: string | null;

  @Nullable()
  @Rule('requires ending_at', (_, { ending_at }) => ending_at !== undefined && ending_at !== null)
  @IsIn([...BUCKET_WIDTHS])
  @Describe(
    'Splits the rows into buckets of a day, an hour or a minute; 1m allows at most 24 hours. If omitted, each row covers the whole time range.',
  )
  time_bucket_width?: (typeof BUCKET_WIDTHS)[number] | null;
}
