import { Matches } from 'class-validator';
import type { ConnectionPage } from 'anthropic-admin-connector';
import { IsPageLimit } from '../http/page.js';
import { CONNECTION_NAME } from './connection-name.js';
import { Optional } from './optional.decorator.js';

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
