import { isOn, type Switchable } from './switch-board.js';

/** Who turned read-only mode on, and when. */
export interface ReadOnlySince {
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
}

/** What a tenant has switched off. */
export interface SwitchState {
  /** Whether every action that writes is off, whatever its own switch says. */
  readonly readOnly: boolean;
  /** Who turned read-only mode on, and when. */
  readonly readOnlySince?: ReadOnlySince;
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
  /** Present while read-only mode is on. */
  readonly read_only_since?: ReadOnlySince;
  readonly off: readonly string[];
}

/** Shows the switch of an action. */
export const switchView = (state: SwitchState, action: Switchable): SwitchView => ({
  action: action.id,
  enabled: !state.off.has(action.id),
  effective: isOn(state, action),
});

/** Shows all switches. */
export const switchesView = ({ readOnly, readOnlySince, off }: SwitchState): SwitchesView => ({
  read_only: readOnly,
  ...(readOnlySince && { read_only_since: readOnlySince }),
  off: [...off].sort(),
});
