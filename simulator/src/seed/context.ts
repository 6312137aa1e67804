import type { Ids } from '../ids.js';
import type { Random } from '../random.js';
import type { Organization } from '../state/organization.js';

/** What every part of a seed works with. */
export interface SeedContext {
  readonly organization: Organization;
  readonly ids: Ids;
  readonly random: Random;
  /** The first moment of the day on which the simulator started. */
  readonly today: number;
}
