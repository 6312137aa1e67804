import { IsIn, Matches } from 'class-validator';
import { IsMoment } from '../audit/audit.query.js';
import { Optional } from '../http/body.pipe.js';
import { IsPageLimit } from '../http/page.js';
import type { Position } from './ledger-changes.js';

const CURSOR = /^\d{1,15}\.\d{1,15}\.\d{1,9}$/;

/** Selects a page of changes. */
export class ChangesQuery {
  /** What became known later. */
  @IsMoment()
  since: string;

  /** Of daily cells, or of hourly ones. */
  @Optional()
  @IsIn(['day', 'hour'], { message: 'bucket must be day or hour' })
  bucket?: 'day' | 'hour';

  @Optional()
  @IsPageLimit()
  limit?: string;

  /** `next.cursor` of the page before. */
  @Optional()
  @Matches(CURSOR, { message: 'cursor must be the one of the page before' })
  cursor?: string;
}

/** The position of a cursor. */
export const positionOf = (cursor: string | undefined): Position | undefined =>
  cursor === undefined ? undefined : (cursor.split('.').map(Number) as unknown as Position);

/** The cursor of a position. */
export const cursorOf = (position: Position): string => position.join('.');
