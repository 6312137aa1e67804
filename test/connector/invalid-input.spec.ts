import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';

/** Nested so deep that reading it naively exhausts the stack. */
const abyss = (): object => JSON.parse('{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000)) as object;

const circle = (): object => {
  const self: Record<string, unknown> = { name: 'x' };
  self['data_residency'] = self;
  return self;
};

/** Action, input, the paths that are wrong, words of the message that tell what is right. */
const CASES: [string, unknown, string[], string][] = [
  ['users_get', undefined, [''], 'input must be an object such as {"user_id"'],
  ['users_get', null, [''], 'input must be an object'],
  ['users_get', ['user_1'], [''], 'input must be an object'],
  ['users_get', 'user_1', [''], 'input must be an object'],
  ['users_get', {}, ['user_id'], 'user_id is required; for example "user_01'],
  ['users_get', { user_id: 5 }, ['user_id'], 'for example "user_01'],
  ['users_get', { user_id: '' }, ['user_id'], 'for example "user_01'],
  ['users_get', { user_id: '..' }, ['user_id'], 'for example "user_01'],
  ['users_get', { user_id: 'a/b' }, ['user_id'], 'for example "user_01'],
  ['users_get', { user_id: '%2e%2e' }, ['user_id'], 'for example "user_01'],
  ['users_get', { user_id: 'user_1?x=1' }, ['user_id'], 'for example "user_01'],
  ['users_get', { user_id: 'user_1\n' }, ['user_id'], 'for example "user_01'],
  ['users_get', { user_id: 'x'.repeat(10_000_000) }, ['user_id'], 'for example "user_01'],
  [
    'users_get',
    { user_id: 'user_1', extra: true },
    ['extra'],
    'extra is not a field; the fields are user_id',
  ],
  ['organization_get', { extra: true }, ['extra'], 'extra is not a field: there are none'],
  [
    'users_get',
    JSON.parse('{"user_id":"user_1","__proto__":{"admin":true}}'),
    ['__proto__'],
    'is not a field',
  ],
  ['users_get', { user_id: 'user_1', constructor: 1 }, ['constructor'], 'is not a field'],
  ['users_list', { limit: '20' }, ['limit'], 'limit must be an integer number'],
  ['users_list', { limit: 0 }, ['limit'], 'limit must not be less than 1'],
  ['users_list', { limit: 1001 }, ['limit'], 'limit must not be greater than 1000'],
  ['users_list', { limit: 2.5 }, ['limit'], 'limit must be an integer number'],
  [
    'users_list',
    { after_id: 'user_1', before_id: 'user_2' },
    ['before_id'],
    'before_id and after_id are mutually exclusive',
  ],
  ['users_list', { roles: 'admin' }, ['roles'], 'roles must be an array'],
  ['users_list', { roles: ['king'] }, ['roles'], 'one of the following values: admin, billing'],
  ['users_list', { email: 'nobody' }, ['email'], 'email must be an email'],
  ['users_update', { user_id: 'user_1', role: 'king' }, ['role'], 'billing, claude_code_user, developer'],
  ['workspaces_create', { name: '' }, ['name'], 'longer than or equal to 1'],
  ['workspaces_create', { name: 'x'.repeat(41) }, ['name'], 'shorter than or equal to 40'],
  ['workspaces_create', { name: 'x', display_color: 'red' }, ['display_color'], 'such as #6C5BB9'],
  [
    'workspaces_create',
    { name: 'x', tags: { team: 5 } },
    ['tags'],
    'an object of strings such as {"team":"research"}',
  ],
  [
    'workspaces_create',
    { name: 'x', data_residency: { workspace_geo: 'eu' } },
    ['data_residency.workspace_geo'],
    'us',
  ],
  [
    'workspaces_create',
    { name: 'x', data_residency: { geo: 'us' } },
    ['data_residency.geo'],
    'data_residency.geo is not a field; the fields are allowed_inference_geos',
  ],
  ['workspaces_create', { name: 'x', tags: abyss() }, [''], 'nested too deeply'],
  ['workspaces_create', circle(), [''], 'contains a cycle'],
  ['workspaces_list', { ids: Array(101).fill('wrkspc_1') }, ['ids'], 'no more than 100'],
  ['usage_report_messages', { starting_at: 'yesterday' }, ['starting_at'], 'such as 2026-11-01T00:00:00Z'],
  [
    'usage_report_messages',
    { starting_at: '2026-02-30T00:00:00Z' },
    ['starting_at'],
    'such as 2026-11-01T00:00:00Z',
  ],
  [
    'usage_report_messages',
    { starting_at: '2026-11-01T00:00:00Z', limit: 1001 },
    ['limit'],
    'not be greater than 1000',
  ],
  [
    'usage_report_claude_code',
    { starting_at: '2026-11-01T00:00:00Z' },
    ['starting_at'],
    'a date such as 2026-11-01',
  ],
];

describe('bad input', () => {
  let booted: Booted;
  beforeAll(async () => {
    booted = await bootConnector();
  });
  afterAll(() => booted.close());

  it.each(CASES.map(([id, input, ...rest], nth) => [nth, id, input, ...rest] as const))(
    'is refused before the network (%i: %s)',
    async (_, id, input, paths, words) => {
      const outcome = await booted.connector.invokeById(id, input, CONTEXT);

      if (outcome.ok) throw new Error('the input was accepted');
      expect([outcome.error.code, [...new Set(outcome.error.issues?.map(({ path }) => path))]]).toEqual([
        'invalid_input',
        paths,
      ]);
      expect(outcome.error.message).toContain(words);
      expect(outcome.error.fix).toContain('Example of a valid input: {');
      expect([booted.api.log(), booted.store.opened]).toEqual([[], 0]);
    },
  );

  it.each([
    ['user_list', 'Did you mean users_list'],
    ['usersList', 'Did you mean users_list'],
    ['', 'An action id looks like organization_get'],
    ['__proto__', 'An action id looks like organization_get'],
    ['x'.repeat(10_000), 'An action id looks like organization_get'],
  ])('for an action id (%.20s) shows a valid one', async (id, words) => {
    const outcome = await booted.connector.invokeById(id, {}, CONTEXT);

    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'unknown_action', fix: expect.stringContaining(words) },
    });
    expect(booted.api.log()).toEqual([]);
  });

  it('repeats no key that strayed into a name', async () => {
    const key = 'sk-ant-admin01-strayed-into-a-name-0000000000';
    const outcomes = [
      await booted.connector.invokeById('users_get' as string, { user_id: 'user_1', [key]: 1 }, CONTEXT),
      await booted.connector.invokeById(key as string, {}, CONTEXT),
      await booted.connector.invokeById(
        'workspaces_create',
        { name: 'x', data_residency: { [key]: 1 } },
        CONTEXT,
      ),
    ];

    expect(JSON.stringify(outcomes.map((outcome) => !outcome.ok && outcome.error))).not.toContain('strayed');
  });
});
