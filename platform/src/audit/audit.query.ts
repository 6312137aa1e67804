import { isDateTime, isDay } from 'anthropic-admin-connector/kit';
import { IsIn, Length, Matches, ValidateBy } from 'class-validator';
import { IsPageLimit } from '../http/page.js';
import { Optional, IsStorable } from '../http/body.pipe.js';
import { AUDIT_RUNS, type AuditFilter, type AuditRun } from './read-chain.js';

/** Checks a moment: a day, or a date and time with its offset, whose seconds may be missing. */
export const IsMoment = (): PropertyDecorator =>
  ValidateBy({
    name: 'moment',
    validator: {
      validate: (value) => utcMoment(value) !== undefined,
      defaultMessage: (problem) =>
        `${problem?.property} must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z`,
    },
  });

const withSeconds = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/(T\d\d:\d\d)(?=Z|[+-])/i, '$1:00') : value;

/** A day, or a date and time with its offset, as RFC 3339 in UTC with milliseconds; undefined for anything else. */
export const utcMoment = (value: unknown): string | undefined =>
  isDay(value) || isDateTime(withSeconds(value)) ? new Date(String(value)).toISOString() : undefined;

const LIMIT = 100;

const ACTIONS = /^[^,]{1,256}(,[^,]{1,256}){0,199}$/;

/** Selects entries of the audit. */
export class AuditExportQuery {
  /** Ids of actions, or `connections.<event>`, with commas between them. */
  @Optional()
  @Matches(ACTIONS, {
    message: 'action must be 1 to 200 ids of up to 256 characters, with commas between them',
  })
  @IsStorable()
  action?: string;

  /** The subject of a token. */
  @Optional()
  @Length(1, 256)
  @IsStorable()
  actor?: string;

  /** A part of the subject of a token, in any case. */
  @Optional()
  @Length(1, 256)
  @IsStorable()
  actor_part?: string;

  /** `ok`, an error code, or `open` for what was started and has no outcome. */
  @Optional()
  @Length(1, 256)
  @IsStorable()
  code?: string;

  @Optional()
  @Length(1, 256)
  @IsStorable()
  connection?: string;

  /**
   * `actual` for what was done, `dry_run`, `repeat` for an outcome from the store of idempotency keys, or `look_up` for what the
   * portal looked up by itself.
   */
  @Optional()
  @IsIn(AUDIT_RUNS, { message: `run must be one of ${AUDIT_RUNS.join(', ')}` })
  run?: AuditRun;

  /** Inclusive. */
  @Optional()
  @IsMoment()
  from?: string;

  /** Exclusive. */
  @Optional()
  @IsMoment()
  until?: string;
}

/** The same, as a file. */
export class AuditFileQuery extends AuditExportQuery {
  /** `ndjson` if omitted. */
  @Optional()
  @IsIn(['ndjson', 'csv'], { message: 'format must be ndjson or csv' })
  format?: 'ndjson' | 'csv';
}

/** The same, one page at a time. */
export class AuditQuery extends AuditExportQuery {
  @Optional()
  @IsPageLimit()
  limit?: string;

  /** `next.cursor` of the previous page. */
  @Optional()
  @Matches(/^[1-9]\d{0,14}$/, { message: 'cursor must be the one of the page before' })
  cursor?: string;
}

/** The filter of a query. */
export const filterOf = ({
  action,
  actor,
  actor_part: actorPart,
  code,
  connection,
  run,
  from,
  until,
}: AuditExportQuery): AuditFilter => ({
  actions: action?.split(','),
  actor,
  actorPart,
  code,
  connection,
  run,
  from: utcMoment(from),
  until: utcMoment(until),
});

/** The page of a query. */
export const pageOf = ({ limit, cursor }: AuditQuery): { limit: number; before: number | undefined } => ({
  limit: limit === undefined ? LIMIT : Number(limit),
  before: cursor === undefined ? undefined : Number(cursor),
});
