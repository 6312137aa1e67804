import { stateOf } from '../catalog/action.js';
import type { ActionSummary, EffectClass, Switches } from '../catalog/action.js';
import { classOf } from '../catalog/effects.js';

/** Which actions are shown. `offered`: all actions that the credential allows, including those that the API does not support. */
export type ListScope = 'offered' | 'beta' | 'limited' | 'off' | 'foreign';

/** The filter of the action list. */
export interface ActionFilter {
  readonly words: string;
  readonly effect: EffectClass | 'any';
  readonly show: ListScope;
}

const EFFECTS: readonly ActionFilter['effect'][] = ['any', 'read', 'write', 'destructive'];
const SHOWS: readonly ListScope[] = ['offered', 'beta', 'limited', 'off', 'foreign'];

/** Parses the filter from a query string; ignores unknown values. */
export function filterFrom(query: string): ActionFilter {
  const parameters = new URLSearchParams(query);
  return {
    words: parameters.get('q') ?? '',
    effect: EFFECTS.find((effect) => effect === parameters.get('effect')) ?? 'any',
    show: SHOWS.find((show) => show === parameters.get('show')) ?? 'offered',
  };
}

/** Formats a filter as a query string with its question mark; empty if there is no filter. */
export function queryOf({ words, effect, show }: ActionFilter): string {
  const query = new URLSearchParams({
    ...(words === '' ? {} : { q: words }),
    ...(effect === 'any' ? {} : { effect }),
    ...(show === 'offered' ? {} : { show }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

/** The actions that match a filter, those first that have the words in their title; actions of other credentials are a separate list. */
export function filtered(
  actions: readonly ActionSummary[],
  filter: ActionFilter,
  switches?: Switches,
): readonly ActionSummary[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = actions.filter(
    (action) =>
      isShown(action, filter.show, switches) &&
      (filter.effect === 'any' || classOf(action.effect) === filter.effect) &&
      words.every((word) => textOf(action).includes(word)),
  );
  return words.length === 0
    ? found
    : found.toSorted((one, other) => rankOf(other, words) - rankOf(one, words));
}

/** How well an action fits: the words in order in its title, all of them there, or among its keywords. */
function rankOf({ title, keywords = [] }: ActionSummary, words: readonly string[]): number {
  const name = title.toLowerCase();
  if (name.includes(words.join(' '))) return 3;
  if (words.every((word) => name.includes(word))) return 2;
  const all = [name, ...keywords].join(' ');
  return words.every((word) => all.includes(word)) ? 1 : 0;
}

function isShown(action: ActionSummary, show: ListScope, switches?: Switches): boolean {
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

const textOf = ({ id, title, description, about = '', keywords = [] }: ActionSummary): string =>
  [id, title, description, about, ...keywords].join(' ').toLowerCase();
