import type { ActionSummary } from 'anthropic-admin-connector';
import { powersOf } from 'anthropic-admin-connector/kit';

/** What a preset takes from a catalogue. */
interface Preset {
  readonly title: string;
  /** What a token of it can do, in a sentence. */
  readonly description: string;
  /** Whether an action belongs to it. */
  readonly takes: (action: ActionSummary) => boolean;
}

const isRead = (action: ActionSummary): boolean => powersOf(action, {}).every((power) => power === 'read');

/** Reads by which others find ids and names. */
const LOOK_UPS = ['organization_get', 'users_list', 'users_get', 'workspaces_list', 'workspaces_get'];

const looksUp = ({ id }: ActionSummary): boolean => LOOK_UPS.includes(id);

/** Ready-made choices of actions, by effects, tool packs and groups of the catalogue. */
export const PRESETS = {
  reader: {
    title: 'Reader',
    description: 'Reads everything and changes nothing.',
    takes: isRead,
  },
  finops: {
    title: 'FinOps',
    description: 'Reads usage, cost and spend, and sets spend limits.',
    takes: (action) =>
      action.packs.includes('finops') ||
      looksUp(action) ||
      ['api_keys_list', 'api_keys_get'].includes(action.id),
  },
  help_desk: {
    title: 'Help desk',
    description: 'Invites, changes and removes members, also of workspaces.',
    takes: (action) => action.packs.includes('members') || looksUp(action),
  },
  key_hygiene: {
    title: 'Key hygiene',
    description: 'Finds API keys that are not used, and switches them off or archives them.',
    takes: (action) => action.group.id === 'api_keys' || looksUp(action),
  },
  all: {
    title: 'All',
    description: 'Everything that you may do with the API, also actions of later versions.',
    takes: () => true,
  },
} as const satisfies Readonly<Record<string, Preset>>;

/** The name of a preset. */
export type PresetName = keyof typeof PRESETS;

/** All of them. */
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];
