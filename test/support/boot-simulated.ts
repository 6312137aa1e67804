import {
  createSimulator,
  DEMO_ADMIN_KEY,
  type Simulator,
  type SimulatorOptions,
} from 'anthropic-admin-simulator';
import { AnthropicConnector } from '../../src/connector/connector.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import { CONTEXT } from './boot-connector.js';

/** A connector whose key was saved against a simulator, as a tenant would save it. */
export interface Simulated {
  connector: AnthropicConnector;
  simulator: Simulator;
  /** `METHOD /path` of what the connector asked since the key was saved. */
  log(): string[];
  close(): Promise<void>;
}

/** Boots a connector against a fresh simulator and saves a key, the demo one unless said. */
export async function bootSimulated(
  options: ConnectorOptions = {},
  simulated: SimulatorOptions = {},
  apiKey = DEMO_ADMIN_KEY,
): Promise<Simulated> {
  const simulator = await createSimulator({ clock: () => Date.parse('2026-11-20T10:30:00Z'), ...simulated });
  const connector = new AnthropicConnector({
    baseUrl: simulator.url,
    requestsPerMinute: 100_000,
    ...options,
  });
  const saved = await connector.connections.save({
    tenantId: CONTEXT.tenantId,
    name: 'default',
    apiKey,
    actor: 'test',
  });
  if (saved.status !== 'saved') throw new Error(`the key was not saved: ${saved.status}`);
  const asked = simulator.journal.entries().length;
  return {
    connector,
    simulator,
    log: () =>
      simulator.journal
        .entries()
        .slice(asked)
        .map(({ method, path }) => `${method} ${path}`),
    close: async () => {
      await connector.close();
      await simulator.close();
    },
  };
}
