import type { AdjustableClock } from './clock.js';
import { Journal } from './http/journal.js';
import type { Ids } from './ids.js';
import { seededIds } from './ids.js';
import { seedState } from './seed/seed.js';
import type { State } from './state/state.js';

/** What a reset makes anew. */
export class World {
  readonly journal = new Journal();
  ids: Ids;
  state: State;

  constructor(
    private readonly seed: number,
    private readonly clock: AdjustableClock,
    private readonly givenIds: Ids | undefined,
  ) {
    this.rebuild();
  }

  /** Makes ids and state anew from the seed. */
  rebuild(): void {
    this.ids = this.givenIds ?? seededIds(this.seed);
    this.state = seedState({ seed: this.seed, ids: this.ids, now: this.clock.now() });
  }
}
