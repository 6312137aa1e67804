import { isProblem } from '../../../api/api-problem.js';
import type { Input } from '../catalog/action.js';

/** Problems after which nobody knows, or nothing was even looked at: a repeat must be the same attempt. */
const SAME_ATTEMPT = new Set(['unauthenticated', 'csrf_refused', 'outcome_unknown', 'unexpected_answer']);

/**
 * Hands out idempotency keys: the same one for the same input, so that a second press, a repeat after a lost answer or
 * after signing in again sends nothing twice.
 */
export class AttemptKey {
  #input?: string;
  #key = '';

  /** The key for an input. */
  of(input: Input): string {
    const text = JSON.stringify(input);
    if (text !== this.#input) {
      this.#input = text;
      this.#key = newKey();
    }
    return this.#key;
  }

  /** Makes the next one a new attempt. */
  renew(): void {
    this.#input = undefined;
  }

  /** Makes it one where a failure says for sure that nothing was done. */
  failed(error: unknown): void {
    if (isProblem(error) && !SAME_ATTEMPT.has(error.code)) this.renew();
  }
}

/** Unlike `randomUUID` this is there on plain http too. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
