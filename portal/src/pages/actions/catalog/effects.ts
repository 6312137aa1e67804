import { labelIn } from '../form/labels.js';
import type { ActionDescription, ActionInput, Effect, EffectClass } from './action.js';

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
  return destructiveWhen ? destructiveWhen.is.includes(valueOf(destructiveWhen, input)) : destructive;
}

type Powerful = Pick<ActionDescription, 'effect' | 'powers'>;

/** What running an action takes, for some inputs or for all: permissions of the connector such as `write`. */
export const permissionsOf = ({ effect, powers }: Powerful): readonly EffectClass[] =>
  powers ?? (effect.destructiveWhen ? ['write', 'destructive'] : [classOf(effect)]);

/** What running an action with this input takes and the user lacks; who may run it at its worst may run it with any input. */
export function missingPermission(
  { effect, powers }: Powerful,
  input: ActionInput,
  may: (permission: EffectClass) => boolean,
): EffectClass | undefined {
  const lacking = (needed: readonly EffectClass[]): EffectClass | undefined =>
    needed.find((permission) => !may(permission));
  if (lacking(powers ?? [classOf(effect)]) === undefined) return undefined;
  return lacking(powers ?? [classOf({ ...effect, destructive: isDestructive(effect, input) })]);
}

/** The description of an action's effect; of one that differs by input, with what makes the difference. */
export function effectSentence(action: ActionDescription): string {
  const { effect, inputWords = {} } = action;
  const { destructiveWhen } = effect;
  if (!destructiveWhen) return EFFECT_SENTENCES[classOf(effect)];
  const { field, is } = destructiveWhen;
  const words = inputWords[field.split('.').at(-1) ?? ''] ?? {};
  const values = is.map((value) => words[String(value)] ?? String(value)).join(' or ');
  return `Cannot be undone where ${labelIn(action, field.replace(/\.type$/, ''))} is ${values}; any other change can be reversed.`;
}

type Difference = NonNullable<Effect['destructiveWhen']>;

const valueOf = ({ field }: Difference, input: ActionInput): unknown =>
  field.split('.').reduce<unknown>((one, name) => (one as ActionInput | undefined)?.[name], input);
