const { AnthropicConnector } = require('anthropic-admin-connector');
const { DEMO_ADMIN_KEY } = require('anthropic-admin-simulator');

async function main() {
  const connector = new AnthropicConnector({ baseUrl: process.env.ANTHROPIC_BASE_URL });
  await connector.connections.save({
    tenantId: 'acme',
    name: 'default',
    apiKey: DEMO_ADMIN_KEY,
    actor: 'ada',
  });
  const admins = await connector.invoke('users_list', { roles: ['admin'] }, { tenantId: 'acme' });
  console.log(`${admins.data.data.length} admins`);
  await connector.close();
}
void main();
