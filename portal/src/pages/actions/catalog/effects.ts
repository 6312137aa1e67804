import type { Effect } from './action.js';

/** The effect of an action, which distinguishes destructive from other writes. */
export type EffectClass = 'read' | 'write' | 'destructive';

/** The class of an effect. */
export function classOf({ kind, destructive }: Effect): EffectClass {
  if (kind === 'read') return 'read';
  return destructive ? 'destructive' : 'write';
}

/** The badge of an effect: its text and tone. */
interface EffectBadge {
  readonly word: string;
  readonly tone: 'neutral' | 'info' | 'bad';
}

/** The badges of effects. */
export const EFFECT_WORDS: Readonly<Record<EffectClass, EffectBadge>> = {
  read: { word: 'Read', tone: 'neutral' },
  write: { word: 'Change', tone: 'info' },
  destructive: { word: 'Cannot be undone', tone: 'bad' },
};

/** The description of effects. */
export const EFFECT_SENTENCES: Readonly<Record<EffectClass, string>> = {
  read: 'Changes nothing.',
  write: 'Makes a change that can be reversed.',
  destructive: 'Makes a change that cannot be undone.',
};
