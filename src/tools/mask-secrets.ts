import type { ReadyAction } from '../kit/catalog/define-action.js';
import { maskSecrets } from '../kit/engine/mask.js';
import type { Failure } from '../kit/engine/outcome.js';

/** Replaces a secret of the caller. */
const HIDDEN = '[secret, not repeated]';

/** The names of an action's input fields that hold secrets. */
export type SecretInputOf = (actionId: string) => readonly string[];

/** What a result repeats of an input, without the secrets of the caller. */
export const masked = <Value>(value: Value, fields: readonly string[]): Value =>
  fields.length === 0
    ? value
    : (maskSecrets(value, { fields, redact: (text) => text, replacement: HIDDEN }) as Value);

/** The error with the inputs of its ready actions masked. */
export function maskedError(error: Failure['error'], secretsOf: SecretInputOf): Failure['error'] {
  const { next, limitation } = error;
  const alternative = limitation?.alternative;
  const readyMasked = <Ready extends ReadyAction>(ready: Ready): Ready => ({
    ...ready,
    input: masked(ready.input, secretsOf(ready.actionId)),
  });
  return {
    ...error,
    ...(next ? { next: readyMasked(next) } : {}),
    ...(alternative ? { limitation: { ...limitation, alternative: readyMasked(alternative) } } : {}),
  };
}
