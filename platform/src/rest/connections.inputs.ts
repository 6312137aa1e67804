import type { ConnectionPage } from 'anthropic-admin-connector';
import { Matches, IsBoolean, IsString } from 'class-validator';
import { CONNECTION_NAME } from '../connectors/connection-name.js';
import { IsPageLimit } from '../http/page.js';
import { Optional } from '../http/body.pipe.js';

const LIMIT = 1000;

/** Which page of the connections is wanted. */
export class ConnectionsQuery {
  @Optional()
  @IsPageLimit()
  limit?: string;

  /** `next.cursor` of the page before: its last name. */
  @Optional()
  @Matches(CONNECTION_NAME, { message: 'cursor must be the one of the page before' })
  cursor?: string;
}

/** The page that a query stands for. */
export const pageOf = ({ limit, cursor }: ConnectionsQuery): ConnectionPage => ({
  limit: limit === undefined ? LIMIT : Number(limit),
  after: cursor,
});

/** The body of `PUT .../connections/{name}`. */
export class SaveConnectionBody {
  /** A key that is missing is the connector's business: it says what to paste and where to make it. */
  @Optional()
  @IsString()
  api_key?: string;

  /** Lets a key of another organization replace the one that is stored. */
  @Optional()
  @IsBoolean()
  confirm_organization_change?: boolean;

  /** Keeps a first key that could not be checked; it is not used before a check has found it valid. */
  @Optional()
  @IsBoolean()
  keep_pending?: boolean;
}
