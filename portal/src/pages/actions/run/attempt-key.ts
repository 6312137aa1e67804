import { isProblem } from '../../../api/api-problem.js';
import type { ActionInput } from '../catalog/action.js';

/** Problems after which the result is unknown or the request was not processed: a repeat must be the same attempt. */
const SAME_ATTEMPT = new Set(['unauthenticated', 'csrf_refused', 'outcome_unknown', 'unexpected_answer']);

/**
 * Generates idempotency keys: the same one for the same input, so a second press, a repeat after a lost response or
 * a repeat after signing in again does not send the request twice.
 */
export class AttemptKey {
  #input?: string;
  #key = '';

  /** The key for an input. */
  of(input: ActionInput): string {
    const text = JSON.stringify(input);
    if (text !== this.#input) {
      this.#input = text;
      this.#key = newKey();
    }
    return this.#key;
  }

  /** Starts a new attempt. */
  renew(): void {
    this.#input = undefined;
  }

  /** Starts a new attempt if the failure means that nothing was changed. */
  failed(error: unknown): void {
    if (isProblem(error) && !SAME_ATTEMPT.has(error.code)) this.renew();
  }
}

/** Unlike `randomUUID`, this is available over plain HTTP. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
