import { RateLimitExceeded } from 'anthropic-admin-connector';
import type { WaitingBounds } from 'anthropic-admin-connector/kit';
import type { SlotAnswer, SlotAsked } from './plan-slots.js';
import type { Reservation } from './reserve-slots.js';

/** A slot by the clock of this process, epoch milliseconds: it is certainly due at `due`, and certainly not before `earliest`. */
export interface OwnSlot {
  readonly due: number;
  readonly earliest: number;
}

interface Asking {
  readonly deadline: number;
  readonly by: string | undefined;
  readonly resolve: (slot: OwnSlot) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 200;

/**
 * Reserves slots of one organization for the requests of this process. Requests that arrive during a reservation are
 * reserved together afterwards: they keep their order, and use one connection to the database.
 */
export class SlotBatcher {
  readonly #asking: Asking[] = [];
  #busy = false;

  /** @param whenEmpty - called when no request waits any more. */
  constructor(
    private readonly reserve: (asked: readonly SlotAsked[]) => Promise<Reservation>,
    private readonly whenEmpty: () => void,
    private readonly bounds?: WaitingBounds,
  ) {}

  /**
   * Requests a slot before a deadline, epoch milliseconds, for who asks.
   * @throws RateLimitExceeded where there is none.
   */
  ask(deadline: number, by?: string): Promise<OwnSlot> {
    return new Promise((resolve, reject) => {
      this.#asking.push({ deadline, by, resolve, reject });
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
      const asked = batch.map(({ deadline, by }) => ({ patienceMs: deadline - now, by }));
      const { answers, after, before } = await this.reserve(asked);
      answers.forEach((answer, index) => {
        if (!answer.granted) batch[index]?.reject(this.refusal(answer));
        else batch[index]?.resolve({ due: before + answer.waitMs, earliest: after + answer.waitMs });
      });
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }

  private refusal({ retryAfterMs, full }: Extract<SlotAnswer, { granted: false }>): RateLimitExceeded {
    if (!full || !this.bounds) return new RateLimitExceeded(retryAfterMs);
    const { most, perSubject } = this.bounds;
    return RateLimitExceeded.full(retryAfterMs, full, full === 'organization' ? most : perSubject);
  }
}
