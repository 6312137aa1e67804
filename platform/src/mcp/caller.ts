import type { InvocationContext } from 'anthropic-admin-connector';
import type { ToolView } from 'anthropic-admin-connector/tools';

/** Who calls the server, and the context of all its calls. */
export interface Caller {
  readonly view: ToolView;
  readonly scopes: ReadonlySet<string>;
  readonly context: Omit<InvocationContext, 'all' | 'onProgress' | 'idempotencyKey'>;
}
