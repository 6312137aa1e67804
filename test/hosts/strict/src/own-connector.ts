import { AnthropicConnector, type ConnectorOptions } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY, type Simulator } from 'anthropic-admin-simulator';

/** What the save of the demo key needs. */
export const DEMO = { tenantId: 'acme', name: 'default', apiKey: DEMO_ADMIN_KEY, actor: 'ada' };

/** Runs calls on a connector of their own, with the demo key saved and ports that may fail. */
export async function withConnector<T>(
  simulator: Simulator,
  options: ConnectorOptions,
  calls: (connector: AnthropicConnector) => Promise<T>,
): Promise<T> {
  const connector = new AnthropicConnector({
    onInternalError: () => undefined,
    ...options,
    baseUrl: simulator.url,
  });
  try {
    await connector.connections.save(DEMO);
    return await calls(connector);
  } finally {
    await connector.close();
  }
}
