import type { InvocationContext } from 'anthropic-admin-connector';
import type { ToolView } from 'anthropic-admin-connector/tools';
import type { LoggedOutcome } from '../http/request-context.js';

/** Who calls the server, and the context of all its calls. */
export interface Caller {
  readonly view: ToolView;
  readonly scopes: ReadonlySet<string>;
  readonly context: Omit<InvocationContext, 'all' | 'onProgress' | 'idempotencyKey'>;
  /** Called when an action has been run, with its id. */
  readonly onOutcome?: (actionId: string, outcome: LoggedOutcome) => void;
}
