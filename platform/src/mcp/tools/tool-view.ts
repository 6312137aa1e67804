import type { ActionSummary } from 'anthropic-admin-connector';
import { packHolds } from './packs.js';

/** Tools that are listed only on request. */
export const INCLUDABLE = ['limited', 'beta'] as const;

/** Name of a kind of tools that is listed only on request. */
export type Includable = (typeof INCLUDABLE)[number];

/** Which tools a client asks to list. */
export interface ToolView {
  readonly packs: readonly string[];
  readonly include: readonly Includable[];
}

/** Tells whether a view contains an action. */
export const shows = ({ packs, include }: ToolView, action: ActionSummary): boolean =>
  packs.some((pack) => packHolds(pack, action)) &&
  (action.available || include.includes('limited')) &&
  (!action.beta || include.includes('beta'));

/** A word that is no pack, or no kind of tools to include. */
export class InvalidToolView extends RangeError {
  constructor(
    /** The parameter that contains the word. */
    readonly parameter: 'pack' | 'include',
    known: readonly string[],
  ) {
    super(`${parameter} must be one or more of ${known.join(', ')}, with commas between them`);
  }
}

/**
 * Reads a view from comma-separated words; by default all offered tools.
 * @param packNames - the packs that exist
 * @throws InvalidToolView
 */
export const toolViewFrom = (
  pack: string | undefined,
  include: string | undefined,
  packNames: readonly string[],
): ToolView => ({
  packs: wordsOf('pack', pack ?? 'all', packNames),
  include: wordsOf('include', include ?? '', INCLUDABLE),
});

function wordsOf<Word extends string>(
  parameter: InvalidToolView['parameter'],
  given: string,
  known: readonly Word[],
): Word[] {
  const words = given.split(',').filter((word) => word !== '');
  const isKnown = (word: string): word is Word => known.some((one) => one === word);
  if (!words.every(isKnown)) throw new InvalidToolView(parameter, known);
  return words;
}
