import type { InvocationContext } from 'anthropic-admin-connector';
import type { Request } from 'express';
import { ConnectionNamePipe } from '../connectors/connection-name.js';

/** The header that names another connection of the tenant than `default`. */
export const CONNECTION_HEADER = 'x-connection';

const names = new ConnectionNamePipe();

/**
 * The connection that a request is for.
 * @throws PlatformError invalid_input where its name cannot be one.
 */
export function connectionOf(request: Request): Pick<InvocationContext, 'connection'> {
  const name = request.get(CONNECTION_HEADER);
  return name === undefined ? {} : { connection: names.transform(name) };
}
