import { Connector, type ListedItem, type ListIdOf } from '../kit/engine/connector.js';
import type { ConnectorOptions } from '../kit/engine/options.js';
import type { ActionId, AnthropicActions } from '../actions/index.js';
import { ANTHROPIC } from './anthropic.js';

/** Ids of the actions that list something. */
export type ListActionId = ListIdOf<AnthropicActions>;

/** The item of a list, by its action id. */
export type ItemOf<Id extends ActionId> = ListedItem<AnthropicActions[Id]>;

/**
 * The connector to Anthropic's Admin API. Nest creates it from `AnthropicConnectorModule`; a script creates it with
 * `new AnthropicConnector(options)` and closes it when done.
 *
 * @example
 * const connector = new AnthropicConnector();
 * await connector.connections.save({ tenantId: 't1', name: 'default', actor: 'me', apiKey: process.env.ADMIN_KEY });
 * const outcome = await connector.invoke('users_list', { limit: 20 }, { tenantId: 't1' });
 */
export class AnthropicConnector extends Connector<AnthropicActions> {
  /** @throws TypeError or RangeError for an option that cannot be used. */
  constructor(options: ConnectorOptions = {}) {
    super(ANTHROPIC, options);
  }
}
