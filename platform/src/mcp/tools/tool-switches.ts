import type { SwitchBoard } from '../../switches/switch-board.js';

/** What of the switches a listing of tools asks for. */
export type ToolSwitches = Pick<SwitchBoard, 'shown'>;

/** The switches of a server that has none. */
export const ALL_ON: ToolSwitches = { shown: async (_owner, actions) => [...actions] };
