import type { ActionSummary } from 'anthropic-admin-connector';
import { PACK_NAMES, PACKS, type PackName } from './packs.js';

/** What is listed only where it is asked for. */
export const INCLUDABLE = ['limited', 'beta'] as const;

/** Name of such a kind of tools. */
export type Includable = (typeof INCLUDABLE)[number];

/** Which tools a client wants to be shown. */
export interface ToolView {
  readonly packs: readonly PackName[];
  readonly include: readonly Includable[];
}

/** Whether an action is in view. */
export const shows = ({ packs, include }: ToolView, action: ActionSummary): boolean =>
  packs.some((pack) => PACKS[pack].holds(action)) &&
  (action.available || include.includes('limited')) &&
  (!action.beta || include.includes('beta'));

/**
 * Reads a view from words with commas between them; everything that is on offer where nothing is said.
 * @throws RangeError that names the wrong word and the right ones.
 */
export const toolViewFrom = (pack: string | undefined, include: string | undefined): ToolView => ({
  packs: wordsOf('pack', pack ?? 'all', PACK_NAMES),
  include: wordsOf('include', include ?? '', INCLUDABLE),
});

function wordsOf<Word extends string>(name: string, given: string, known: readonly Word[]): Word[] {
  const words = given.split(',').filter((word) => word !== '');
  const wrong = words.some((word) => !known.includes(word as Word));
  if (wrong)
    throw new RangeError(`${name} must be one or more of ${known.join(', ')}, with commas between them`);
  return words as Word[];
}
