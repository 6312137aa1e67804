import type { InvocationContext } from 'anthropic-admin-connector';
import type { ToolView } from './tools/tool-view.js';

/** Who talks to the server, and what holds for all that is called. */
export interface Caller {
  readonly view: ToolView;
  readonly scopes: ReadonlySet<string>;
  readonly context: Omit<InvocationContext, 'all' | 'dryRun' | 'onProgress' | 'idempotencyKey'>;
}
