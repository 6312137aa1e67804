import type { Action } from '../actions/define-action.js';
import type { InputOf } from '../actions/index.js';
import type { ConnectionService } from '../credentials/connection-service.js';
import { assemble, type ConnectorParts } from './assemble.js';
import type { ConnectorOptions } from './connector-options.js';
import type { InvocationContext } from './context.js';
import { describeAction, summarize, type ActionDescription, type ActionSummary } from './describe.js';
import type { Dispatcher } from './dispatcher.js';
import { items, type ItemOf, type ListActionId } from './items.js';
import { manifestOf, type Manifest } from './manifest.js';

/** What a listing of the actions shows. */
export interface ListOptions {
  /** `all`: also the operations of the API that refuse an Admin key. */
  readonly include?: 'all';
}

/**
 * The connector: the one thing that a host holds. Nest makes it from `AnthropicConnectorModule`; a script
 * makes it with `new AnthropicConnector(options)` and closes it when done.
 */
export class AnthropicConnector {
  readonly id = 'anthropic';
  /** Saves, checks and removes the Admin keys of tenants. */
  readonly connections: ConnectionService;
  /** Invokes actions by id. */
  readonly dispatcher: Dispatcher;
  /** Invokes one action by id; see `Dispatcher.invoke`. */
  readonly invoke: Dispatcher['invoke'];

  readonly #parts: ConnectorParts;

  /** @throws TypeError where the base URL is not one. */
  constructor(options: ConnectorOptions = {}) {
    const parts = assemble(options);
    this.#parts = parts;
    this.connections = parts.connections;
    this.dispatcher = parts.dispatcher;
    this.invoke = parts.dispatcher.invoke.bind(parts.dispatcher) as Dispatcher['invoke'];
  }

  /** What a host shows before anything is connected. */
  get manifest(): Manifest {
    return manifestOf(this.#parts.registry.actions.length);
  }

  /** Every action as it was declared. */
  get actions(): readonly Action[] {
    return this.#parts.registry.actions;
  }

  /** The actions in the order of the docs; with `include: 'all'` also those that want another credential. */
  list({ include }: ListOptions = {}): ActionSummary[] {
    const { actions, all } = this.#parts.registry;
    return (include === 'all' ? all : actions).map(summarize);
  }

  /** One action with its schemas and limitations; undefined where there is none. */
  describe(actionId: string): ActionDescription | undefined {
    const action = this.#parts.registry.find(actionId);
    return action && describeAction(action, this.#parts.gate.of(actionId));
  }

  /**
   * Reads a list item by item: `for await (const user of connector.items('users_list', {}, context))`.
   * @throws InvocationError where a page fails.
   */
  items<Id extends ListActionId>(
    actionId: Id,
    input: InputOf<Id>,
    context: InvocationContext,
  ): AsyncGenerator<ItemOf<Id>, void, undefined> {
    return items(this.dispatcher, actionId, input, context);
  }

  /** Closes the connections to the API once what is in flight has ended. */
  close(): Promise<void> {
    return this.#parts.close();
  }
}
