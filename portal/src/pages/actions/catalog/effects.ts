import { labelOf } from '../form/labels.js';
import type { ActionInput, Effect } from './action.js';

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
const EFFECT_WORDS: Readonly<Record<EffectClass, EffectBadge>> = {
  read: { word: 'Read', tone: 'neutral' },
  write: { word: 'Change', tone: 'info' },
  destructive: { word: 'Cannot be undone', tone: 'bad' },
};

/** The badge of an effect; one that differs by input is a change until there is an input. */
export const badgeOf = (effect: Effect): EffectBadge =>
  effect.destructiveWhen
    ? { word: 'Change, some cannot be undone', tone: 'info' }
    : EFFECT_WORDS[classOf(effect)];

/** The description of effects. */
const EFFECT_SENTENCES: Readonly<Record<EffectClass, string>> = {
  read: 'Changes nothing.',
  write: 'Makes a change that can be reversed.',
  destructive: 'Makes a change that cannot be undone.',
};

/** Whether running an action with this input cannot be undone. */
export function isDestructive({ destructive, destructiveWhen }: Effect, input: ActionInput): boolean {
  if (!destructiveWhen) return destructive;
  const value = destructiveWhen.field
    .split('.')
    .reduce<unknown>((one, name) => (one as ActionInput | undefined)?.[name], input);
  return destructiveWhen.is.includes(value);
}

/** The description of an effect; of one that differs by input, with what makes the difference. */
export function effectSentence(effect: Effect): string {
  const { destructiveWhen } = effect;
  if (!destructiveWhen) return EFFECT_SENTENCES[classOf(effect)];
  const field = labelOf(destructiveWhen.field.replace(/\.type$/, ''));
  return `Cannot be undone where ${field} is ${destructiveWhen.is.join(' or ')}; any other change can be reversed.`;
}
