import { Length, Matches } from 'class-validator';
import { Optional } from '../connectors/optional.decorator.js';
import { IsPageLimit } from '../http/page.js';
import { IsStorable } from '../http/storable.js';
import type { AuditFilter } from '../stores/audit/audit-filter.js';
import { IsMoment } from './moment.decorator.js';

const LIMIT = 100;

/** Which entries of the audit are wanted. */
export class AuditExportQuery {
  /** Id of an action, or `connections.<event>`. */
  @Optional()
  @Length(1, 256)
  @IsStorable()
  action?: string;

  /** The subject of a token. */
  @Optional()
  @Length(1, 256)
  @IsStorable()
  actor?: string;

  /** `ok` or an error code. */
  @Optional()
  @Length(1, 256)
  @IsStorable()
  code?: string;

  @Optional()
  @Length(1, 256)
  @IsStorable()
  connection?: string;

  /** This moment included. */
  @Optional()
  @IsMoment()
  from?: string;

  /** This moment left out. */
  @Optional()
  @IsMoment()
  until?: string;
}

/** The same, a page at a time. */
export class AuditQuery extends AuditExportQuery {
  @Optional()
  @IsPageLimit()
  limit?: string;

  /** `next.cursor` of the page before. */
  @Optional()
  @Matches(/^[1-9]\d{0,14}$/, { message: 'cursor must be the one of the page before' })
  cursor?: string;
}

/** The filter that a query stands for. */
export const filterOf = ({
  action,
  actor,
  code,
  connection,
  from,
  until,
}: AuditExportQuery): AuditFilter => ({
  action,
  actor,
  code,
  connection,
  from: utc(from),
  until: utc(until),
});

/** The page that a query stands for. */
export const pageOf = ({ limit, cursor }: AuditQuery): { limit: number; before: number | undefined } => ({
  limit: limit === undefined ? LIMIT : Number(limit),
  before: cursor === undefined ? undefined : Number(cursor),
});

const utc = (moment: string | undefined): string | undefined =>
  moment === undefined ? undefined : new Date(moment).toISOString();
