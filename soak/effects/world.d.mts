import type { Outcome } from 'anthropic-admin-connector';

/** A fault of the simulator; without `match` it applies to the request that changes something. */
export type InjectedFault = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What an invocation returned, what it sent, and what it said wrongly. */
export interface Judged {
  readonly outcome: Outcome;
  readonly entries: readonly { readonly method: string; readonly path: string; readonly effect: string }[];
  readonly mistakes: readonly string[];
}

/** A connector in front of a simulator, with a key of each kind of organization. */
export interface World {
  readonly writes: readonly string[];
  prepare(actionId: string): Promise<object>;
  send(actionId: string, input: object, faults: readonly InjectedFault[], context?: object): Promise<Judged>;
  run(actionId: string, faults: readonly InjectedFault[], context?: object): Promise<Judged>;
  close(): Promise<void>;
}

export function openWorld(options?: { readonly maxRetries?: number }): Promise<World>;
