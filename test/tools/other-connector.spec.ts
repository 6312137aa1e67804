import { runTool, toTools } from 'anthropic-admin-connector/tools';
import { AcmeConnector } from '../../examples/second-connector/src/acme-connector.js';
import { ACME_KEY, startFakeAcme, type FakeAcme } from '../../examples/second-connector/src/fake-acme.js';

const CONTEXT = { tenantId: 'acme' };

let api: FakeAcme;
let connector: AcmeConnector;
beforeAll(async () => {
  api = await startFakeAcme();
  connector = new AcmeConnector({ baseUrl: api.url, requestsPerMinute: 1000 });
  await connector.connections.save({ ...CONTEXT, name: 'default', actor: 'ada', apiKey: ACME_KEY });
});
afterAll(async () => {
  await connector.close();
  await api.close();
});

it.each(['anthropic', 'openai', 'mcp'] as const)('are listed in the form %s', (format) => {
  const tools = toTools(connector, { format, include: 'limited' });

  expect(tools).toHaveLength(6);
  expect(JSON.stringify(tools)).toContain('Id of the robot, from acme_robots_list.');
  expect(JSON.stringify(tools)).not.toMatch(/anthropic|claude/i);
});

it('are run, and named in the alternative to a limitation', async () => {
  const refused = await runTool(connector, 'acme_robots_suspend', { robot_id: 'rbt_0001' }, CONTEXT);

  expect(refused.content[0]?.text).toContain(
    'Run acme_robots_update with state "suspended".\nTo get there, call the tool acme_robots_update with the arguments {"robot_id":"rbt_0001","state":"suspended"}.',
  );
});

it('name the field that sets the size of a page where a list is cut', async () => {
  const phrase = 'x'.repeat(190);
  const masked = await runTool(
    connector,
    'acme_robots_update',
    { robot_id: 'rbt_0001', recovery_phrase: phrase },
    CONTEXT,
    { plan: true },
  );
  const robots = Array.from({ length: 200 }, (_, nth) => ({ id: `rbt_${nth}`, name: phrase }));
  const long = {
    manifest: connector.manifest,
    list: () => connector.list(),
    describe: (id: string) => connector.describe(id),
    planById: connector.planById,
    invokeById: async (actionId: string) =>
      ({ ok: true, actionId, data: { items: robots }, meta: { requestId: 'r' } }) as never,
  };

  const { content } = await runTool(long, 'acme_robots_list', {}, CONTEXT, { maxBytes: 10_000 });

  expect(JSON.stringify(masked)).not.toContain(phrase);
  expect(content[1]?.text).toMatch(/call acme_robots_list with page_size \d+, then with the cursor/);
});
