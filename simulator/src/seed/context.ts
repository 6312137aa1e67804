import type { Ids } from '../ids.js';
import type { Random } from '../random.js';
import type { Organization } from '../state/organization.js';

/** The input of every part of the seed. */
export interface SeedContext {
  readonly organization: Organization;
  readonly ids: Ids;
  readonly random: Random;
  /** The start of the current day in UTC, epoch milliseconds. */
  readonly today: number;
}
