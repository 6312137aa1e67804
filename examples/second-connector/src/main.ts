/* Saves a key, lists robots, and runs the alternative of a limitation: node examples/second-connector/dist/main.js */
import { AcmeConnector } from './acme-connector.js';
import { ACME_KEY, startFakeAcme } from './fake-acme.js';

const context = { tenantId: 'script' };
const api = await startFakeAcme();
const connector = new AcmeConnector({ baseUrl: api.url });
const save = (apiKey: string) =>
  connector.connections.save({ ...context, name: 'default', actor: 'script', apiKey });

for (const key of ['acme_sk_too_short', ACME_KEY]) {
  const saved = await save(key);
  console.log(
    'connection' in saved
      ? `${saved.status}: ${saved.connection.keyPreview} of ${saved.connection.organization?.name}`
      : saved.status,
  );
}

for await (const { id, name, state } of connector.items('robots_list', { page_size: 2 }, context))
  console.log(`  ${id} ${name} ${state}`);

const missing = await connector.invoke('robots_get', { robot_id: 'rbt_9999' }, context);
if (!missing.ok) console.log(`${missing.error.code}: ${missing.error.message}`);

const limited = await connector.invoke('robots_suspend', { robot_id: 'rbt_0003' }, context);
if (!limited.ok && limited.error.limitation?.alternative) {
  const { actionId, input } = limited.error.limitation.alternative;
  console.log(`${limited.error.code}: ${limited.error.fix}`);
  const done = await connector.invokeById(actionId, input, context);
  console.log(`${actionId}: ${JSON.stringify(done.ok ? done.data : done.error)}`);
}

await connector.close();
await api.close();
