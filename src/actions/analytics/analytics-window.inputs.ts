import { IsIn } from 'class-validator';
import { Describe, IsDateTime, Nullable, Rule } from '../../kit/catalog/index.js';
import { PageCursorInput } from '../shared.inputs.js';
import { BUCKET_WIDTHS } from '../usage-report/usage-report.inputs.js';

const FIRST_DAY = Date.parse('2026-01-01T00:00:00Z');

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
    'must be after starting_at',
    (end, { starting_at }) => !(Date.parse(String(end)) <= Date.parse(String(starting_at))),
  )
  @IsDateTime()
  @Describe(
    'End, exclusive, RFC 3339: any time with time_bucket_width, where it is required; else at most 31 days after the start. Defaults to now or to 31 days after the start, whichever is earlier.',
  )
  ending_at?: string | null;

  @Nullable()
  @Rule('requires ending_at', (_, { ending_at }) => ending_at !== undefined && ending_at !== null)
  @IsIn([...BUCKET_WIDTHS])
  @Describe(
    'Splits the rows into buckets of a day, an hour or a minute. If omitted, each row covers the whole time range, of at most 31 days.',
  )
  time_bucket_width?: (typeof BUCKET_WIDTHS)[number] | null;
}
