import { ACTIONS, LIMITATIONS, type Action, type Limitation } from 'anthropic-admin-connector';
import type { RawInput } from 'anthropic-admin-connector/kit';
import { describeAction } from '../../src/kit/engine/describe.js';
import { compiled } from '../support/catalog.js';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
afterAll(() => mcp.close());

/** The groups of actions that a query lists. */
async function groups(query: string): Promise<string[]> {
  const tools = await (await mcp.client({ query })).list();
  return [...new Set(tools.map(({ name }) => name.replace(/^anthropic_/, '').replace(/_[a-z]+$/, '')))];
}

it.each([
  [
    'members',
    [
      ...['organization', 'users', 'members_offboarding', 'members', 'invites', 'workspaces'],
      ...['workspace_members', 'access_review'],
    ],
  ],
  [
    'workspaces',
    [
      ...['users', 'invites', 'workspaces', 'workspace_members', 'api_keys'],
      ...['rate_limits', 'workspace_rate_limits', 'external_keys'],
    ],
  ],
  ['keys', ['users', 'invites', 'workspaces', 'api_keys', 'external_keys']],
  [
    'finops',
    [
      ...['users', 'invites', 'workspaces', 'api_keys', 'spend', 'usage_report', 'usage_report_claude'],
      ...['cost_report', 'analytics_usage', 'analytics_cost', 'claude_code'],
      ...['spend_limits', 'effective_spend_limits', 'spend_limit_increase_requests'],
    ],
  ],
  [
    'keys,members',
    [
      ...['organization', 'users', 'members_offboarding', 'members', 'invites', 'workspaces'],
      ...['workspace_members', 'api_keys', 'access_review', 'external_keys'],
    ],
  ],
])('lists the pack %s, with the reads that its texts refer to', async (pack, wanted) => {
  expect(await groups(`?pack=${pack}`)).toEqual(wanted);
});

/** Every action that a tool can lead to: by its texts, by an alternative, or to find an id. */
function leadsTo(action: Action): string[] {
  const named: string[] = [];
  const nameOf = (id: string): string => `${named.push(id)}`;
  describeAction(compiled(action.id), { nameOf });
  const alternatives = (LIMITATIONS as readonly Limitation[])
    .filter(({ actions }) => actions.includes(action.id))
    .map(({ alternative }) => alternative?.(action.example as RawInput)?.actionId);
  const found = compiled(action.id).check({}).next?.actionId;
  return [...named, ...alternatives, found].filter((id) => id !== undefined);
}

it.each(
  ['all', 'reader', 'members', 'workspaces', 'keys', 'finops', 'integrations'].flatMap((pack) =>
    ['', 'limited', 'beta', 'limited,beta'].map((include) => [pack, include] as const),
  ),
)(
  'lists in the pack %s (%s) every tool that its tools lead to, or says how to get it',
  async (pack, include) => {
    const tools = await (await mcp.client({ query: `?pack=${pack}&include=${include}` })).list();
    const names = new Set(tools.map(({ name }) => name));

    const lost = tools.flatMap(({ name, description = '' }) => {
      const action = (ACTIONS as readonly Action[]).find(({ id }) => `anthropic_${id}` === name)!;
      return leadsTo(action)
        .filter((id) => !names.has(`anthropic_${id}`) && !description.includes(`anthropic_${id} (pack=`))
        .map((id) => `${name}: ${id}`);
    });
    expect(lost).toEqual([]);
  },
);

it('lists a read that is in beta where it is the only way to an id', async () => {
  const tools = await (await mcp.client()).list();

  expect(tools.map(({ name }) => name)).toContain('anthropic_spend_limits_list');
});

it.each(['finops', 'reader', 'all'])(
  'lists the recommended reports, in beta or not, in the pack %s',
  async (pack) => {
    const tools = await (await mcp.client({ query: `?pack=${pack}` })).list();

    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['anthropic_analytics_usage_list', 'anthropic_analytics_cost_list']),
    );
  },
);

it('lists no writes that a pack lacks, but tells where they are', async () => {
  const tools = await (await mcp.client({ query: '?pack=keys' })).list();
  const { description } = tools.find(({ name }) => name === 'anthropic_external_keys_create')!;

  expect(tools.map(({ name }) => name)).not.toContain('anthropic_workspaces_create');
  expect(description).toMatch(/ Not in this list: .*anthropic_workspaces_create \(pack=workspaces\)/);
});

it('lists nothing that writes in the pack reader', async () => {
  const tools = await (await mcp.client({ query: '?pack=reader' })).list();

  expect(tools.length).toBeGreaterThan(15);
  expect(tools.filter(({ annotations }) => !annotations?.readOnlyHint)).toEqual([]);
});

it.each([
  ['limited', 'anthropic_api_keys_delete'],
  ['beta', 'anthropic_webhooks_list'],
])('lists %s tools only where they are asked for', async (include, name) => {
  const [usual, more] = await Promise.all(
    ['', `?include=${include}`].map(async (query) => (await mcp.client({ query })).list()),
  );

  expect(usual?.some((tool) => tool.name === name)).toBe(false);
  expect(more?.some((tool) => tool.name === name)).toBe(true);
});

it.each([
  ['of another pack', 'anthropic_users_list', {}, undefined],
  ['in beta', 'anthropic_webhooks_list', {}, undefined],
  [
    'that the API does not have',
    'anthropic_workspaces_delete',
    { workspace_id: 'wrkspc_01Abc' },
    'limited_operation',
  ],
  ['for another kind of key', 'anthropic_rbac_groups_list', { any: 'thing' }, 'limited_operation'],
])('answers a tool %s by its name', async (_, name, input, code) => {
  const client = await mcp.client({ query: '?pack=keys' });

  const { outcome } = await client.call(name, input);

  expect(outcome.ok ? undefined : outcome.error.code).toBe(code);
});

it.each([
  [
    '?pack=everything',
    'pack must be one or more of reader, members, workspaces, keys, finops, integrations, all',
  ],
  ['?include=all', 'include must be one or more of limited, beta'],
  ['?connection=../default', 'name must be 1 to 64 letters, digits, dots, - or _'],
])('answers 422 for %s, and names the right words', async (query, words) => {
  const answer = await mcp.call(`//mcp${query}`, { method: 'POST', body: {} });

  expect(answer.status).toBe(422);
  expect(JSON.stringify(answer.body)).toContain(words);
});

it('calls with the connection that the URL names', async () => {
  const client = await mcp.client({ query: '?connection=second' });

  const { outcome } = await client.call('anthropic_users_list');

  expect(outcome).toMatchObject({ ok: false, error: { code: 'credential_missing' } });
});
