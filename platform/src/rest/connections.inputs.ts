import type { ConnectionPage } from 'anthropic-admin-connector';
import { Matches, IsBoolean, IsString } from 'class-validator';
import { CONNECTION_NAME } from '../connectors/connection-name.js';
import { IsPageLimit } from '../http/page.js';
import { Optional } from '../http/body.pipe.js';

const LIMIT = 1000;

/** Selects a page of connections. */
export class ConnectionsQuery {
  @Optional()
  @IsPageLimit()
  limit?: string;

  /** `next.cursor` of the previous page: its last name. */
  @Optional()
  @Matches(CONNECTION_NAME, { message: 'cursor must be the one of the page before' })
  cursor?: string;
}

/** The page of a query. */
export const pageOf = ({ limit, cursor }: ConnectionsQuery): ConnectionPage => ({
  limit: limit === undefined ? LIMIT : Number(limit),
  after: cursor,
});

/** The body of `PUT .../connections/{name}`. */
export class SaveConnectionBody {
  /** The connector reports a missing key: it says what to paste and where to create it. */
  @Optional()
  @IsString()
  api_key?: string;

  /** Allows a key of another organization to replace the stored one. */
  @Optional()
  @IsBoolean()
  confirm_organization_change?: boolean;

  /** Stores a first key that could not be checked; it is not used until a check finds it valid. */
  @Optional()
  @IsBoolean()
  keep_pending?: boolean;
}
