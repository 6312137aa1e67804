import Anthropic from '@anthropic-ai/sdk';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { storedIn } from '../database/support/boot-stored.js';
import { current, older, type Connect } from '../mcp/support/clients.js';
import { afterSuite } from '../support/cleanup.js';
import { as, bootApprovals, idIn, writes, type Governed } from './support/boot-approvals.js';

let platform: Governed;

beforeAll(async () => {
  platform = await bootApprovals(await storedIn('libsql'));
  afterSuite(() => platform.close());
  await platform.connect();
});
beforeEach(() => platform.simulator.journal.clear());

const CLIENTS: [string, Connect][] = [
  ['this generation', current({ versionNegotiation: { mode: 'auto' } })],
  ['the generation before', older],
];

test.each(CLIENTS)('is asked for, approved and used over MCP by a client of %s', async (name, connect) => {
  const client = await connect(`${platform.url}/mcp`, await as('agent'));
  const call = () => client.call('anthropic_workspaces_create', { name });

  const asked = await call();
  const { approval } = (asked.outcome as unknown as { error: { approval: { id: string; url: string } } })
    .error;
  await platform.ask('bob', `/${approval.id}/approve`, {});
  const done = await call();
  const next = await call();
  await client.close();

  expect(asked.text).toContain(`Wait for approval ${approval.id} (${approval.url}), then invoke again.`);
  expect([asked.isError, done.isError, next.isError]).toEqual([true, false, true]);
  expect(writes(platform)).toHaveLength(1);
});

test('opens its page by a client that can', async () => {
  const opened: string[] = [];
  const options = {
    versionNegotiation: { mode: 'auto' },
    capabilities: { elicitation: { url: {} } },
  } as const;
  const client = new Client({ name: 'test', version: '1' }, options);
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    const { url } = params as { url: string };
    opened.push(url);
    await platform.ask('bob', `/${url.split('/').at(-1)}/approve`, {});
    return { action: 'accept' };
  });
  const requestInit = { headers: await as('agent') };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${platform.url}/mcp`), { requestInit }));

  const result = await client.callTool({
    name: 'anthropic_workspaces_create',
    arguments: { name: 'opened' },
  });
  await client.close();

  expect(opened).toEqual([expect.stringMatching(/\/#\/approvals\/apr_[\w-]{20}$/)]);
  expect(result.isError).not.toBe(true);
  expect(writes(platform)).toHaveLength(1);
});

test('is asked for, approved and used by the official SDK', async () => {
  const { authorization } = await as('script');
  const client = new Anthropic({
    apiKey: authorization!.slice('Bearer '.length),
    baseURL: `${platform.url}/v1/connectors/anthropic/api`,
    logLevel: 'off',
  });
  const create = () => client.post('/v1/organizations/workspaces', { body: { name: 'by-sdk' } });

  const asked = await create().catch((error: unknown) => error);
  expect(asked).toBeInstanceOf(Anthropic.PermissionDeniedError);
  const { error } = (
    asked as { error: { error: { details: { error_code: string; approval: { id: string } } } } }
  ).error;
  expect(error.details).toMatchObject({
    error_code: 'connector_approval_required',
    approval: { state: 'pending', plan: { unknown: expect.any(Array) } },
  });
  await platform.ask('bob', `/${error.details.approval.id}/approve`, {});

  expect(await create()).toMatchObject({ name: 'by-sdk' });
  expect(writes(platform)).toHaveLength(1);
});

test('is the same approval by whichever door the requester repeats the call', async () => {
  const input = { name: 'by-two-doors' };
  const id = idIn(await platform.invoke('carl', 'workspaces_create', input));
  await platform.ask('bob', `/${id}/approve`, {});
  const client = await CLIENTS[0]![1](`${platform.url}/mcp`, await as('carl'));

  const done = await client.call('anthropic_workspaces_create', input);
  await client.close();

  expect(done.isError).toBe(false);
  expect((await platform.invoke('carl', 'workspaces_create', input)).status).toBe(202);
});
