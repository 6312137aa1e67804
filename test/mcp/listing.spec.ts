import { ACTIONS, type Action } from 'anthropic-admin-connector';
import { createAjv } from '../support/ajv.js';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';
import { ERAS } from './support/clients.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
afterAll(() => mcp.close());

/** What a client is shown by default, in the order of the docs: all that is not in beta, and a look-up that its texts refer to. */
const OFFERED = [
  'organization_get',
  'users_list',
  'users_get',
  'users_update',
  'users_remove',
  'members_offboarding_plan',
  'members_offboard',
  'invites_create',
  'invites_get',
  'invites_list',
  'invites_delete',
  'invites_reissue',
  'workspaces_create',
  'workspaces_get',
  'workspaces_list',
  'workspaces_update',
  'workspaces_archive',
  'workspace_members_add',
  'workspace_members_get',
  'workspace_members_list',
  'workspace_members_update',
  'workspace_members_remove',
  'api_keys_get',
  'api_keys_list',
  'api_keys_update',
  'api_keys_hygiene',
  'access_review_create',
  'access_review_list',
  'access_review_decide',
  'spend_query',
  'spend_summary',
  'spend_reconcile',
  'spend_changes',
  'usage_report_messages',
  'usage_report_claude_code',
  'cost_report_get',
  'analytics_usage_list',
  'analytics_cost_list',
  'claude_code_summary',
  'rate_limits_list',
  'workspace_rate_limits_list',
  'workspace_rate_limits_update',
  'spend_limits_list',
  'spend_limits_get',
  'spend_limits_set',
  'spend_limits_delete',
  'effective_spend_limits_list',
  'spend_limit_increase_requests_list',
  'spend_limit_increase_requests_get',
  'spend_limit_increase_requests_approve',
  'spend_limit_increase_requests_deny',
  'external_keys_create',
  'external_keys_get',
  'external_keys_list',
  'external_keys_update',
  'external_keys_delete',
  'external_keys_validate',
  'compliance_settings_get',
  'compliance_settings_update',
];

const names = (tools: { name: string }[]): string[] => tools.map(({ name }) => name);

it.each(ERAS)('shows a client of %s what is on offer, in the order of the docs', async (_, connect) => {
  const client = await mcp.client({ with: connect });

  expect(names(await client.list())).toEqual(OFFERED.map((id) => `anthropic_${id}`));
});

it('gives the same bytes each time, and to every process', async () => {
  const [client, another] = [await mcp.client(), await bootMcp()];

  const first = JSON.stringify(await client.list());
  const second = JSON.stringify(await client.list());
  const elsewhere = JSON.stringify(await (await another.client()).list());

  expect([second, elsewhere]).toEqual([first, first]);
  await another.close();
});

it('names tools so that every model API takes them', async () => {
  const client = await mcp.client({ query: '?include=limited,beta' });

  for (const name of names(await client.list())) expect(name).toMatch(/^[a-z0-9_]{1,64}$/);
});

it('describes inputs that the examples of the docs fit, with the arguments beside them', async () => {
  const ajv = createAjv();
  const tools = await (await mcp.client({ query: '?include=limited,beta' })).list();
  const inputs = new Map(tools.map(({ name, inputSchema }) => [name, inputSchema]));

  const wrong = (ACTIONS as readonly Action[]).filter((action) => {
    const schema = inputs.get(`anthropic_${action.id}`) ?? false;
    const beside = {
      ...('route' in action && action.paging ? { all: true } : {}),
      ...(action.effect.kind === 'read' ? {} : { dry_run: true, idempotency_key: 'once' }),
    };
    return !ajv.validate(schema, { ...action.example, ...beside });
  });

  expect(wrong.map(({ id }) => id)).toEqual([]);
});

it('annotates each tool by its effect', async () => {
  const tools = await (await mcp.client()).list();
  const hints = (id: string) => tools.find(({ name }) => name === `anthropic_${id}`)?.annotations;

  expect(['users_list', 'invites_create', 'users_update', 'users_remove'].map(hints)).toEqual([
    {
      title: 'List the members of the organization',
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    expect.objectContaining({ readOnlyHint: false, destructiveHint: false, idempotentHint: false }),
    expect.objectContaining({ readOnlyHint: false, destructiveHint: false, idempotentHint: true }),
    expect.objectContaining({ readOnlyHint: false, destructiveHint: true, idempotentHint: false }),
  ]);
});

it('calls every write destructive where the directory of Claude wants it so', async () => {
  const strict = await bootMcp({ env: { MCP_ANNOTATIONS: 'claude-directory' } });

  const tools = await (await strict.client()).list();

  const odd = tools.filter(({ annotations }) => annotations?.readOnlyHint === annotations?.destructiveHint);
  expect(odd).toEqual([]);
  await strict.close();
});

it('tells clients how long a listing lasts, and that it is theirs alone', async () => {
  const response = await mcp.post(
    {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/list',
      params: {
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      },
    },
    { headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' } },
  );

  expect(response.status).toBe(200);
  expect(((await response.json()) as { result: object }).result).toMatchObject({
    ttlMs: 30_000,
    cacheScope: 'private',
  });
});
