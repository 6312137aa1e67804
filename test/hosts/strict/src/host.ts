import type { AnthropicConnector, InvocationContext } from 'anthropic-admin-connector';
import type { Simulator } from 'anthropic-admin-simulator';
import type { Records } from './records.js';

/** What a list of calls runs with. */
export interface Host {
  readonly connector: AnthropicConnector;
  readonly records: Records;
  readonly simulator: Simulator;
  /** Of a tenant whose key is saved. */
  readonly context: InvocationContext;
}

/** Calls that a host makes; the test compares what they resolve to, as JSON. */
export type Calls = (host: Host) => Promise<unknown>;
