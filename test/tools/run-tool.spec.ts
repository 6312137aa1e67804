import { runTool, toTools } from 'anthropic-admin-connector/tools';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';

let world: Simulated;
beforeAll(async () => {
  world = await bootSimulated({ maxRetries: 0 });
});
beforeEach(() => world.simulator.reset());
afterAll(() => world.close());

const asked = (): string[] =>
  world.simulator.journal.entries().map(({ method, path }) => `${method} ${path}`);
const run = (name: string, args: unknown, options: Parameters<typeof runTool>[4] = {}) =>
  runTool(world.connector, name, args, CONTEXT, options);
const textOf = ({ content }: Awaited<ReturnType<typeof run>>): string =>
  content.map(({ text }) => text).join('\n');

describe('the names of tools', () => {
  it('begin with what the host wants, in lists and in texts', async () => {
    const prefix = 'claude-admin.';
    const { activeApiKeyId: api_key_id } = world.simulator.demo;

    const tools = toTools(world.connector, { format: 'anthropic', pack: 'keys', prefix });
    const refused = await run(`${prefix}api_keys_delete`, { api_key_id }, { prefix });

    expect(tools.map(({ name }) => name)).toContain('claude-admin.api_keys_update');
    expect(JSON.stringify(tools)).toContain('from claude-admin.api_keys_list');
    expect(textOf(refused)).toContain(
      `To get there, call the tool claude-admin.api_keys_update with the arguments {"api_key_id":"${api_key_id}","status":"archived"}.`,
    );
    expect(refused.outcome).toMatchObject({
      error: {
        fix: 'Run claude-admin.api_keys_update with status "archived".',
        limitation: {
          workaround: 'Run claude-admin.api_keys_update with status "archived".',
          alternative: { tool: 'claude-admin.api_keys_update', actionId: 'api_keys_update' },
        },
      },
    });
  });

  it('that no tool has are answered with those that come close', async () => {
    const result = await run('anthropic_users_find', {});

    expect(result).toMatchObject({ isError: true, outcome: { error: { code: 'unknown_action' } } });
    expect(textOf(result)).toMatch(/Did you mean anthropic_users_list/);
  });
});

describe('the lists of tools', () => {
  const idsIn = (options: object): string[] =>
    toTools(world.connector, { format: 'anthropic', ...options }).map(({ name }) =>
      name.replace('anthropic_', ''),
    );

  it('have a pack and the reads that its texts refer to', () => {
    expect(idsIn({ pack: 'members' })).toContain('workspaces_list');
    expect(idsIn({ pack: 'members' })).not.toContain('workspaces_create');
    expect(idsIn({ pack: ['keys', 'reader'] })).toEqual(idsIn({ pack: 'keys,reader' }));
  });

  it('have what the API lacks and what is in beta where these are included', () => {
    const usual = idsIn({});

    expect(idsIn({ include: 'limited' }).filter((id) => !usual.includes(id))).toContain('api_keys_delete');
    expect(idsIn({ include: ['beta'] }).filter((id) => !usual.includes(id))).toContain('webhooks_list');
  });

  it('say of a tool that it is not in them, and have exactly the actions that are asked for', () => {
    const [tool, ...more] = toTools(world.connector, { format: 'anthropic', actions: ['users_remove'] });

    expect(more).toEqual([]);
    expect(tool?.description).toContain('run anthropic_users_update (not in this list) first');
  });

  it.each([
    [{ pack: 'everything' }, 'pack must be one or more of reader, members, '],
    [{ include: 'all' }, 'include must be one or more of limited, beta'],
    [{ actions: ['users_lst'] }, 'The connector "anthropic" has no action "users_lst".'],
  ])('of %j are refused', (options, message) => {
    expect(() => idsIn(options)).toThrow(message);
  });
});

describe('arguments', () => {
  it('of a strict function lose the nulls of optional fields, and lists of entries become maps', async () => {
    const args = JSON.stringify({
      name: 'Lab',
      data_residency: null,
      tags: [{ name: 'team', value: 'search' }],
      external_key_id: null,
    });

    const { outcome } = await run('anthropic_workspaces_create', args, { format: 'openai', plan: true });

    expect(outcome).toMatchObject({ ok: true, data: { body: { name: 'Lab', tags: { team: 'search' } } } });
  });

  it('of another form keep a null, which clears a field', async () => {
    const { outcome } = await run(
      'anthropic_spend_limits_set',
      {
        scope: { type: 'user', user_id: 'user_01' },
        amount: null,
      },
      { plan: true },
    );

    expect(outcome).toMatchObject({ ok: true, data: { body: { amount: null } } });
  });

  it.each([
    ['{"limit": 2', 'The arguments are not valid JSON. Send one JSON object.'],
    ['[1]', 'The input of anthropic_users_list is not valid'],
    ['"text"', 'The input of anthropic_users_list is not valid'],
  ])('that are %s are refused, and nothing is sent', async (args, message) => {
    for (const format of ['anthropic', 'openai', 'mcp'] as const) {
      const result = await run('anthropic_users_list', args, { format });

      expect(result.isError).toBe(true);
      expect(textOf(result)).toContain(message);
    }
    expect(asked()).toEqual([]);
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['an empty text', ''],
  ])('may be %s', async (_, args) => {
    expect(await run('anthropic_users_list', args)).toMatchObject({ isError: false });
  });

  it('of strict form that are not in it are refused by the action', async () => {
    const args = { name: 'Lab', tags: { team: 'search' } };
    const wrong = { name: 'Lab', tags: [{ label: 'team' }] };

    const [asMap, asList] = await Promise.all(
      [args, wrong].map((one) => run('anthropic_workspaces_create', one, { format: 'openai', plan: true })),
    );

    expect(asMap).toMatchObject({ isError: false });
    expect(asList).toMatchObject({ isError: true, outcome: { error: { code: 'invalid_input' } } });
  });
});

describe('secrets', () => {
  const destination = (): Record<string, unknown> => ({
    ...world.connector.describe('telemetry_destinations_create')!.example,
  });

  it('of the caller are not repeated by a dry run', async () => {
    const result = await run(
      'anthropic_telemetry_destinations_create',
      {
        ...destination(),
        headers: { authorization: 'Bearer s3cret-of-the-collector' },
      },
      { plan: true },
    );

    expect(JSON.stringify(result)).not.toContain('s3cret');
    expect(result.outcome).toMatchObject({ data: { body: { headers: '[secret, not repeated]' } } });
  });

  it('that the API shows once reach the caller, who alone can keep them', async () => {
    const { example } = world.connector.describe('webhooks_create')!;

    const { outcome, content } = await run('anthropic_webhooks_create', example);

    expect(outcome).toMatchObject({ ok: true, data: { signing_secret: expect.stringMatching(/^whsec_/) } });
    expect(content[0]?.text).toContain('"signing_secret":"whsec_');
  });
});

it('runs nothing where the host plans, whatever the model asks for', async () => {
  const args = { name: 'a', dry_run: false };

  const result = await run('anthropic_workspaces_create', args, { format: 'mcp', plan: true });

  expect(textOf(result)).toContain('/v1/organizations/workspaces');
  expect(asked()).not.toContain('POST /v1/organizations/workspaces');
});

it.each<[object, string]>([
  [{}, "format must be one of anthropic, openai, mcp; example: { format: 'anthropic' }"],
  [{ format: 'claude' }, 'format must be one of'],
  [{ format: 'mcp', packs: 'members' }, 'packs is not an option of toTools; the options are format, pack,'],
])('lists nothing for the options %j', (options, message) => {
  expect(() => toTools(world.connector, options as { format: 'mcp' })).toThrow(message);
});
