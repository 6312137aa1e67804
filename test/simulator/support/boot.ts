import { DEMO_ADMIN_KEY, createSimulator } from '../../../simulator/src/index.js';
import type { Simulator, SimulatorOptions } from '../../../simulator/src/index.js';
import { afterTest } from '../../support/cleanup.js';
import type { Answer, Ask } from './ask.js';
import { asker } from './ask.js';

/** A Tuesday, half past noon, in UTC: the time of every test until it moves the clock. */
export const NOW = Date.parse('2026-11-24T12:34:56.000Z');

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A running simulator, and short ways of asking it something as the demo organization. */
export interface Booted {
  readonly simulator: Simulator;
  readonly demo: Simulator['demo'];
  readonly ask: Ask;
  readonly get: (path: string, query?: object) => Promise<Answer>;
  readonly post: (path: string, body?: unknown) => Promise<Answer>;
  readonly remove: (path: string) => Promise<Answer>;
}

/** Starts a simulator that stops after the test, with a fixed clock. */
export async function boot(options: SimulatorOptions = {}): Promise<Booted> {
  const simulator = await createSimulator({ clock: () => NOW, ...options });
  afterTest(() => simulator.close());
  const ask = asker(simulator.url, { 'x-api-key': DEMO_ADMIN_KEY, 'anthropic-version': '2023-06-01' });
  return {
    simulator,
    demo: simulator.demo,
    ask,
    get: (path, query = {}) => ask('GET', path, { query }),
    post: (path, body) => ask('POST', path, { body }),
    remove: (path) => ask('DELETE', path, {}),
  };
}

/** The organization that the demo key opens, as the simulator holds it. */
export const demoOrganization = ({ simulator, demo }: Pick<Booted, 'simulator' | 'demo'>) =>
  simulator.state.organization(demo.organizationId);
