import type { Effect } from './action.js';

/** How much an action does: a destructive write is told apart from any other. */
export type EffectClass = 'read' | 'write' | 'destructive';

/** The class of an effect. */
export function classOf({ kind, destructive }: Effect): EffectClass {
  if (kind === 'read') return 'read';
  return destructive ? 'destructive' : 'write';
}

/** The word of a class, and its colour beside it: one of those of a badge. */
interface EffectWord {
  readonly word: string;
  readonly tone: 'neutral' | 'info' | 'bad';
}

/** What the badge of an effect says. */
export const EFFECT_WORDS: Readonly<Record<EffectClass, EffectWord>> = {
  read: { word: 'Reads', tone: 'neutral' },
  write: { word: 'Writes', tone: 'info' },
  destructive: { word: 'Destructive', tone: 'bad' },
};

/** What the permission to use connections says about it, in a sentence. */
export const EFFECT_SENTENCES: Readonly<Record<EffectClass, string>> = {
  read: 'Changes nothing.',
  write: 'Changes something; another action can set it back.',
  destructive: 'Something is lost that the API cannot bring back.',
};
