import { AnthropicConnector, type Outcome, type OutputOf } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY, createSimulator } from 'anthropic-admin-simulator';

const simulator = await createSimulator();
const connector = new AnthropicConnector({ baseUrl: simulator.url });
await connector.connections.save({ tenantId: 'acme', name: 'default', apiKey: DEMO_ADMIN_KEY, actor: 'ada' });
export const outcome: Outcome<OutputOf<'users_list'>> = await connector.invoke(
  'users_list',
  {},
  { tenantId: 'acme' },
);
