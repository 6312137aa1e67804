import { isOn, type Switchable } from './switch-board.js';

/** What a tenant has switched off. */
export interface SwitchState {
  /** Whether every action that writes is off, whatever its own switch says. */
  readonly readOnly: boolean;
  /** Ids of the actions whose own switch is off. */
  readonly off: ReadonlySet<string>;
}

/** The switch of one action in a response. */
export interface SwitchView {
  readonly action: string;
  /** Whether its own switch is on. */
  readonly enabled: boolean;
  /** Whether it can be invoked: in read-only mode an action that writes cannot. */
  readonly effective: boolean;
}

/** All switches in a response. */
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
