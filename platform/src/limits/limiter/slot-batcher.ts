import { RateLimitExceeded } from 'anthropic-admin-connector';
import type { Reservation } from './reserve-slots.js';

/** A slot by our own clock, epoch milliseconds: when it surely has come, and before when it surely had not. */
export interface OwnSlot {
  readonly due: number;
  readonly earliest: number;
}

interface Asking {
  readonly deadline: number;
  readonly resolve: (slot: OwnSlot) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 200;

/**
 * Those of this process who ask for slots of one key. While one question is under way the others gather and are asked
 * for together: so they keep their order, and hold no more than one connection to the database.
 */
export class SlotBatcher {
  readonly #asking: Asking[] = [];
  #busy = false;

  /** @param whenEmpty - told when nobody asks any more. */
  constructor(
    private readonly reserve: (patience: readonly number[]) => Promise<Reservation>,
    private readonly whenEmpty: () => void,
  ) {}

  /**
   * Asks for a slot before a deadline, epoch milliseconds.
   * @throws RateLimitExceeded where there is none.
   */
  ask(deadline: number): Promise<OwnSlot> {
    return new Promise((resolve, reject) => {
      this.#asking.push({ deadline, resolve, reject });
      if (!this.#busy) void this.#askForAll();
    });
  }

  async #askForAll(): Promise<void> {
    this.#busy = true;
    while (this.#asking.length > 0) await this.#askFor(this.#asking.splice(0, MAX_BATCH));
    this.#busy = false;
    this.whenEmpty();
  }

  async #askFor(batch: readonly Asking[]): Promise<void> {
    try {
      const now = Date.now();
      const { answers, after, before } = await this.reserve(batch.map(({ deadline }) => deadline - now));
      answers.forEach((answer, index) => {
        if (!answer.granted) batch[index]?.reject(new RateLimitExceeded(answer.retryAfterMs));
        else batch[index]?.resolve({ due: before + answer.waitMs, earliest: after + answer.waitMs });
      });
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }
}
