import type { Action } from 'anthropic-admin-connector';

/** What a tenant has switched off. */
export interface SwitchState {
  /** Whether everything that writes is off, whatever the single switches say. */
  readonly readOnly: boolean;
  /** Ids of the actions that are off by themselves. */
  readonly off: ReadonlySet<string>;
}

/** What of an action the switches look at. */
export type Switchable = Pick<Action, 'id' | 'effect'>;

/** Whether an action can be invoked. */
export const isOn = ({ readOnly, off }: SwitchState, { id, effect }: Switchable): boolean =>
  !off.has(id) && !(readOnly && effect.kind !== 'read');
