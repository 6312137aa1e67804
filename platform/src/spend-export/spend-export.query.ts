import { isDay } from 'anthropic-admin-connector/kit';
import { FOCUS_VERSIONS, type FocusVersion } from 'anthropic-admin-connector';
import { IsIn, ValidateBy } from 'class-validator';
import { IsMoment } from '../audit/audit.query.js';
import { IsConnectionName } from '../connectors/connection-name.js';
import { Optional } from '../http/body.pipe.js';

const DAY_DESC = 'must be a day, such as 2026-11-01';

const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'day',
    validator: { validate: isDay, defaultMessage: (problem) => `${problem?.property} ${DAY_DESC}` },
  });

/** The forms that are streamed: Parquet has its index at the end, and is written by the command. */
export const STREAMED_FORMATS = ['csv', 'ndjson', 'focus'] as const;

/** What is exported. */
export class SpendExportQuery {
  /** The first day (UTC). */
  @IsDay()
  from!: string;

  /** The day after the last one. */
  @IsDay()
  to!: string;

  /** `csv` if omitted. */
  @Optional()
  @IsIn(STREAMED_FORMATS, { message: `format must be one of ${STREAMED_FORMATS.join(', ')}` })
  format?: (typeof STREAMED_FORMATS)[number];

  /** `1.4` if omitted. */
  @Optional()
  @IsIn(FOCUS_VERSIONS, { message: `focus_version must be one of ${FOCUS_VERSIONS.join(', ')}` })
  focus_version?: FocusVersion;

  /** Whether the file is compressed, as `spend.csv.gz`. */
  @Optional()
  @IsIn(['true', 'false'], { message: 'gzip must be true or false' })
  gzip?: 'true' | 'false';

  /** The figures as the ledger knew them at this moment; those of today if omitted. */
  @Optional()
  @IsMoment()
  as_of?: string;

  /** `default` if omitted. */
  @Optional()
  @IsConnectionName()
  connection?: string;
}
