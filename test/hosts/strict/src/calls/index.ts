import type { Calls } from '../host.js';
import { events } from './events.js';
import { faults } from './faults.js';
import { instances } from './instances.js';
import { keys } from './keys.js';
import { lists } from './lists.js';
import { plans } from './plans.js';
import { reads } from './reads.js';
import { recorded } from './recorded.js';
import { refusals } from './refusals.js';
import { secrets } from './secrets.js';
import { wrapper } from './wrapper.js';
import { writes } from './writes.js';

/** Every list of calls, in the order in which they run. To add one, add a file beside this one and its result to the test. */
export const CALLS: Readonly<Record<string, Calls>> = {
  keys,
  reads,
  writes,
  refusals,
  recorded,
  secrets,
  faults,
  plans,
  instances,
  lists,
  wrapper,
  events,
};
