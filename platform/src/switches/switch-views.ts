import { isOn, type Switchable, type SwitchState } from './switch-state.js';

/** The switch of one action as it is answered. */
export interface SwitchView {
  readonly action: string;
  /** The position of its own switch. */
  readonly enabled: boolean;
  /** What holds: an action that writes is off in read-only mode, whatever its own switch says. */
  readonly effective: boolean;
}

/** All switches as they are answered. */
export interface SwitchesView {
  readonly read_only: boolean;
  readonly off: readonly string[];
}

/** Shows the switch of an action. */
export const switchView = (state: SwitchState, action: Switchable): SwitchView => ({
  action: action.id,
  enabled: !state.off.has(action.id),
  effective: isOn(state, action),
});

/** Shows all switches. */
export const switchesView = ({ readOnly, off }: SwitchState): SwitchesView => ({
  read_only: readOnly,
  off: [...off].sort(),
});
