/** What an action does to the data behind the API, for policies, MCP annotations and retries. */
export interface Effect {
  readonly kind: 'read' | 'create' | 'update' | 'delete';
  /** It loses something that the API cannot restore. */
  readonly destructive: boolean;
  /** Set where only some inputs do so: those in which this field has one of these values. */
  readonly destructiveWhen?: FieldValues;
  /** Running it twice has the effect of running it once. */
  readonly idempotent: boolean;
}

/** What effects amount to, from the weakest to the strongest. */
export const POWERS = ['read', 'write', 'destructive'] as const;

/** What an effect amounts to: `destructive` where it loses something that the API cannot restore. */
export type Power = (typeof POWERS)[number];

/** The power of an effect. */
export const powerOf = ({ kind, destructive }: Effect): Power =>
  kind === 'read' ? 'read' : destructive ? 'destructive' : 'write';

/** A field of an input, and values that it may have; `state.type` is a field of an object. */
export interface FieldValues {
  readonly field: string;
  readonly is: readonly unknown[];
}

/** The effect of running an action with one input: what it declares is the worst that any input does. */
export function effectOf(declared: Effect, input: unknown): Effect {
  const { destructiveWhen, ...effect } = declared;
  if (!destructiveWhen) return declared;
  const value = destructiveWhen.field
    .split('.')
    .reduce<unknown>(
      (one, name) => (one as Readonly<Record<string, unknown>> | null | undefined)?.[name],
      input,
    );
  return { ...effect, destructive: destructiveWhen.is.includes(value) };
}

/** An action as far as its powers are concerned. */
export interface Powerful {
  readonly effect: Effect;
  /** Of an action made of several operations: the powers of these, and its own. */
  readonly powers?: readonly Power[];
}

/** Every power that running an action with one input takes: that of its effect, or those of the operations it is made of. */
export const powersOf = ({ effect, powers }: Powerful, input: unknown): readonly Power[] =>
  powers ?? [powerOf(effectOf(effect, input))];

/** Changes nothing. */
export const READ: Effect = { kind: 'read', destructive: false, idempotent: true };

/** Creates an object; running it twice creates two, or is refused. */
export const CREATE: Effect = { kind: 'create', destructive: false, idempotent: false };

/** Sets values that another update can restore. */
export const UPDATE: Effect = { kind: 'update', destructive: false, idempotent: true };

/** Sets values, some of which cannot be restored. */
export const DESTRUCTIVE_UPDATE: Effect = { kind: 'update', destructive: true, idempotent: true };

/** Sets values that cannot be restored where a field has one of these values, and otherwise can. */
export const destructiveUpdateWhen = (field: string, ...is: readonly unknown[]): Effect => ({
  ...DESTRUCTIVE_UPDATE,
  destructiveWhen: { field, is },
});

/** Causes something that counts each time and removes nothing. */
export const TRIGGER: Effect = { kind: 'update', destructive: false, idempotent: false };

/** Replaces something that cannot be restored, again on each run. */
export const REPLACE: Effect = { kind: 'update', destructive: true, idempotent: false };

/** Removes something permanently. */
export const DELETE: Effect = { kind: 'delete', destructive: true, idempotent: false };
