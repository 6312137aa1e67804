import type { ActionSummary, Switches } from '../catalog/action.js';
import { classOf, type EffectClass } from '../catalog/effects.js';
import { stateOf } from '../catalog/switch-state.js';

/** Which actions are shown. `offered`: all that an Admin key is for, also those that the API lacks. */
export type Show = 'offered' | 'beta' | 'limited' | 'off' | 'foreign';

/** What the list is narrowed to. */
export interface Filter {
  readonly words: string;
  readonly effect: EffectClass | 'any';
  readonly show: Show;
}

const EFFECTS: readonly Filter['effect'][] = ['any', 'read', 'write', 'destructive'];
const SHOWS: readonly Show[] = ['offered', 'beta', 'limited', 'off', 'foreign'];

/** The filter that the query of the address names; what it does not know is as if it were not there. */
export function filterFrom(query: string): Filter {
  const parameters = new URLSearchParams(query);
  return {
    words: parameters.get('q') ?? '',
    effect: EFFECTS.find((effect) => effect === parameters.get('effect')) ?? 'any',
    show: SHOWS.find((show) => show === parameters.get('show')) ?? 'offered',
  };
}

/** The query of a filter, with its question mark; empty where everything is shown. */
export function queryOf({ words, effect, show }: Filter): string {
  const query = new URLSearchParams({
    ...(words === '' ? {} : { q: words }),
    ...(effect === 'any' ? {} : { effect }),
    ...(show === 'offered' ? {} : { show }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

/** The actions that a filter lets through; foreign ones are another list, which comes from elsewhere. */
export function filtered(
  actions: readonly ActionSummary[],
  filter: Filter,
  switches?: Switches,
): readonly ActionSummary[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter(
    (action) =>
      isShown(action, filter.show, switches) &&
      (filter.effect === 'any' || classOf(action.effect) === filter.effect) &&
      words.every((word) => textOf(action).includes(word)),
  );
}

function isShown(action: ActionSummary, show: Show, switches?: Switches): boolean {
  switch (show) {
    case 'offered':
    case 'foreign':
      return true;
    case 'beta':
      return action.beta;
    case 'limited':
      return !action.available;
    case 'off':
      return stateOf(action, switches) !== 'on';
  }
}

const textOf = ({ id, title, description }: ActionSummary): string =>
  `${id} ${title} ${description}`.toLowerCase();
