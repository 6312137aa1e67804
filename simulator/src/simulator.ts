import type { Clock } from './clock.js';
import { AdjustableClock } from './clock.js';
import { Control } from './control.js';
import { Faults } from './faults/faults.js';
import type { Journal } from './http/journal.js';
import { closed, listening } from './http/listen.js';
import { Pipeline } from './http/pipeline.js';
import { RateLimits } from './http/rate-limits.js';
import { Router } from './http/router.js';
import { simulatorServer } from './http/server.js';
import type { Ids } from './ids.js';
import { ROUTES } from './routes/routes.js';
import type { DemoIds } from './seed/demo-ids.js';
import { demoIdsOf } from './seed/demo-ids.js';
import type { Seed } from './seed/seed.js';
import type { State } from './state/state.js';
import { ResettableState } from './resettable-state.js';

/** The options of a simulator; all are optional. */
export interface SimulatorOptions {
  /**
   * The same seed produces the same organizations and the same usage; 1 by default. `large` has a demo organization
   * of 300 members.
   */
  readonly seed?: Seed;
  /** The time in epoch milliseconds; the system clock by default. */
  readonly clock?: Clock;
  /** Generates the ids of records and requests; derived from the seed by default. */
  readonly ids?: Ids;
  /** 0, the default, selects a free port. */
  readonly port?: number;
  readonly host?: string;
  /** Enables the control routes under `/__sim/`. */
  readonly control?: boolean;
  /** The rate limit per organization; none by default. The limit of the API is about 100. */
  readonly requestsPerMinute?: number;
}

/** A running simulator of the Admin API. */
export interface Simulator {
  /** The base URL, without a trailing slash. */
  readonly url: string;
  /** The current state; a reset replaces it. */
  readonly state: State;
  /** Ids of well-known records of the demo organization. */
  readonly demo: DemoIds;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly clock: AdjustableClock;
  readonly ids: Ids;
  /** Resets state, clock, faults, journal and rate limits. */
  reset(): void;
  /** Stops the simulator and closes open connections. */
  close(): Promise<void>;
}

/**
 * Starts a simulator of the Admin API.
 *
 * @throws Error if the port is in use.
 *
 * @example
 * const simulator = await createSimulator();
 * await fetch(`${simulator.url}/v1/organizations/me`, {
 *   headers: { 'x-api-key': DEMO_ADMIN_KEY, 'anthropic-version': '2023-06-01' },
 * });
 * await simulator.close();
 */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, port = 0, host = '127.0.0.1' } = options;
  const clock = new AdjustableClock(options.clock ?? Date.now);
  const current = new ResettableState(seed, clock, options.ids);
  const { journal } = current;
  const rateLimits = new RateLimits(clock.now, options.requestsPerMinute);
  const faults = new Faults(() => current.state.snapshot());
  const pipeline = new Pipeline({
    state: () => current.state,
    router: new Router(ROUTES),
    rateLimits,
    clock: clock.now,
    ids: (prefix) => current.ids(prefix),
  });
  const simulator: Simulator = {
    url: '',
    get state() {
      return current.state;
    },
    get demo() {
      return demoIdsOf(current.state);
    },
    journal,
    faults,
    clock,
    ids: (prefix) => current.ids(prefix),
    reset: () => {
      clock.reset();
      faults.clear();
      journal.clear();
      rateLimits.reset();
      current.rebuild();
    },
    close: () => closed(server),
  };
  const control = options.control ? new Control(simulator) : undefined;
  const server = simulatorServer({
    pipeline,
    faults,
    journal,
    control,
    clock: clock.now,
    ids: simulator.ids,
  });
  return Object.defineProperty(simulator, 'url', { value: await listening(server, port, host) });
}
