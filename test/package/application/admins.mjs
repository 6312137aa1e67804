import { AnthropicConnector } from 'anthropic-admin-connector';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';

const connector = new AnthropicConnector({ baseUrl: process.env.ANTHROPIC_BASE_URL });
await connector.connections.save({ tenantId: 'acme', name: 'default', apiKey: DEMO_ADMIN_KEY, actor: 'ada' });
const admins = await connector.invoke('users_list', { roles: ['admin'] }, { tenantId: 'acme' });
console.log(`${admins.data.data.length} admins`);
await connector.close();
