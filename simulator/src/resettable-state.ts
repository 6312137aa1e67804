import type { AdjustableClock } from './clock.js';
import { Journal } from './http/journal.js';
import type { Ids } from './ids.js';
import { seededIds } from './ids.js';
import type { Seed } from './seed/seed.js';
import { numberOf, seedState } from './seed/seed.js';
import type { State } from './state/state.js';

/** The parts of a simulator that a reset replaces. */
export class ResettableState {
  readonly journal = new Journal();
  ids: Ids;
  state: State;

  constructor(
    private readonly seed: Seed,
    private readonly clock: AdjustableClock,
    private readonly givenIds: Ids | undefined,
  ) {
    this.rebuild();
  }

  /** Recreates ids and state from the seed. */
  rebuild(): void {
    this.ids = this.givenIds ?? seededIds(numberOf(this.seed));
    this.state = seedState({ seed: this.seed, ids: this.ids, now: this.clock.now() });
  }
}
