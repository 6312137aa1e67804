import type { ActionSummary, Switches } from './action.js';

/** Whether an action can be run, and what stops it. */
export type SwitchState = 'on' | 'off' | 'read_only';

/** What holds for an action; an action is on where nothing is known of the switches. */
export function stateOf({ id, effect }: ActionSummary, switches: Switches | undefined): SwitchState {
  if (switches?.off.includes(id)) return 'off';
  return switches?.read_only && effect.kind !== 'read' ? 'read_only' : 'on';
}
