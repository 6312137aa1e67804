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
import type { Landmarks } from './seed/landmarks.js';
import { landmarksOf } from './seed/landmarks.js';
import type { State } from './state/state.js';
import { World } from './world.js';

/** How to start a simulator; everything may be left out. */
export interface SimulatorOptions {
  /** The same seed gives the same organizations and the same usage; 1 unless said. */
  readonly seed?: number;
  /** The time in milliseconds; the real one unless said. */
  readonly clock?: Clock;
  /** Makes the ids of records and requests; made from the seed unless said. */
  readonly ids?: Ids;
  /** 0, the preset, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Opens the control routes under `/__sim/`. */
  readonly control?: boolean;
  /** The rate limit of an organization; none unless said. The API's own is about 100. */
  readonly requestsPerMinute?: number;
}

/** A running simulator of the Admin API. */
export interface Simulator {
  /** The base URL, without a slash at the end. */
  readonly url: string;
  /** The present state; a reset makes a new one. */
  readonly state: State;
  /** Ids of well-known records of the demo organization. */
  readonly demo: Landmarks;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly clock: AdjustableClock;
  readonly ids: Ids;
  /** Goes back to the seed: state, clock, faults, journal and rate limits. */
  reset(): void;
  /** Stops, and cuts the connections that are open. */
  close(): Promise<void>;
}

/**
 * Starts a simulator of the Admin API.
 *
 * @throws Error when the port is taken.
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
  const world = new World(seed, clock, options.ids);
  const { journal } = world;
  const rateLimits = new RateLimits(clock.now, options.requestsPerMinute);
  const faults = new Faults(() => world.state.snapshot());
  const pipeline = new Pipeline({
    state: () => world.state,
    router: new Router(ROUTES),
    rateLimits,
    clock: clock.now,
    ids: (prefix) => world.ids(prefix),
  });
  const simulator: Simulator = {
    url: '',
    get state() {
      return world.state;
    },
    get demo() {
      return landmarksOf(world.state);
    },
    journal,
    faults,
    clock,
    ids: (prefix) => world.ids(prefix),
    reset: () => {
      clock.reset();
      faults.clear();
      journal.clear();
      rateLimits.reset();
      world.rebuild();
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
