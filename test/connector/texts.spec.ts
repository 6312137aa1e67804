import type { ActionId } from '../../src/actions/index.js';
import { bootConnector, CONTEXT, TEST_KEY, type Booted } from '../support/boot-connector.js';
import { compiled } from '../support/catalog.js';

let booted: Booted;
beforeAll(async () => {
  booted = await bootConnector();
});
afterAll(() => booted.close());

const HALF = '\ud83d';
const WORKSPACE = { name: 'x' };
const DESTINATION = { endpoint_url: 'https://otel.example.com', workspaces: { type: 'all' } };

const issuesOf = (id: ActionId, input: unknown): unknown => compiled(id).check(input).issues;

it.each<[string, ActionId, object, string]>([
  ['a name', 'workspaces_create', { name: `a${HALF}` }, 'name'],
  ['an id', 'users_get', { user_id: `user_${HALF}` }, 'user_id'],
  ['a cursor', 'cost_report_get', { starting_at: '2026-11-01T00:00:00Z', page: HALF }, 'page'],
  ['the value of a tag', 'workspaces_create', { ...WORKSPACE, tags: { team: HALF } }, 'tags.team'],
  ['the name of a tag', 'workspaces_create', { ...WORKSPACE, tags: { [HALF]: 'a' } }, 'tags.\ufffd'],
  ['a header', 'telemetry_destinations_create', { ...DESTINATION, headers: { a: HALF } }, 'headers.a'],
  ['an item of a list', 'workspaces_list', { ids: ['wrkspc_1', HALF] }, 'ids.1'],
  ['a field that there is not', 'users_get', { user_id: 'user_1', [HALF]: 1 }, '\ufffd'],
])('refuses half a character in %s, and sends nothing', async (_, id, input, path) => {
  const outcome = await booted.connector.invokeById(id, input, CONTEXT);

  expect(outcome).toMatchObject({
    ok: false,
    error: {
      code: 'invalid_input',
      issues: [{ path, message: `${path} is not well-formed Unicode: it contains half of a surrogate pair` }],
    },
  });
  expect(booted.api.log()).toEqual([]);
});

it.each([
  ['tenantId', { tenantId: HALF }],
  ['connection', { ...CONTEXT, connection: HALF }],
  ['requestId', { ...CONTEXT, requestId: HALF }],
  ['idempotencyKey', { ...CONTEXT, idempotencyKey: HALF }],
])('refuses half a character in the %s of a context', async (field, context) => {
  expect(await booted.connector.invokeById('users_list', {}, context)).toMatchObject({
    ok: false,
    error: { code: 'invalid_input', issues: [{ path: `context.${field}` }] },
  });
});

it('refuses half a character in the name of a connection', async () => {
  const save = booted.connector.connections.save({ ...CONTEXT, name: HALF, apiKey: TEST_KEY, actor: 'ada' });

  await expect(save).rejects.toThrow('name must be a non-empty string of well-formed Unicode');
});

it.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', '__proto__', 'valueOf'])(
  'takes %s for the name of a tag or a header, as any other',
  async (name) => {
    // A literal would set the prototype.
    const map = JSON.parse(`{"${name}": "y"}`) as object;
    await booted.connector.invokeById('workspaces_create', { ...WORKSPACE, tags: map }, CONTEXT);
    await booted.connector.invokeById(
      'telemetry_destinations_create',
      { ...DESTINATION, headers: map },
      CONTEXT,
    );

    const bodies = booted.api.seen.splice(0).map(({ body }) => JSON.stringify(body));
    expect(bodies).toEqual([
      `{"name":"x","tags":{"${name}":"y"}}`,
      expect.stringContaining(`"headers":{"${name}":"y"}`),
    ]);
  },
);

it.each<[ActionId, string, string]>([
  ['workspaces_create', '{"name": "x", "tags": {"constructor": 5}}', 'tags'],
  [
    'workspaces_create',
    '{"name": "x", "data_residency": {"constructor": "us"}}',
    'data_residency.constructor',
  ],
  ['workspaces_create', '{"name": "x", "data_residency": {"toString": "us"}}', 'data_residency.toString'],
  ['workspaces_create', '{"name": "x", "data_residency": {"__proto__": {}}}', 'data_residency.__proto__'],
  [
    'spend_limits_set',
    '{"amount": "5", "scope": {"type": "organization", "hasOwnProperty": 1}}',
    'scope.hasOwnProperty',
  ],
  ['spend_limits_set', '{"amount": "5", "scope": {"type": "constructor"}}', 'scope'],
])('refuses in %s: %s', (id, json, path) => {
  expect(issuesOf(id, JSON.parse(json))).toEqual([expect.objectContaining({ path })]);
});

it.each([
  ['zw\u200b1@x.example', 'U+200B ZERO WIDTH SPACE'],
  ['zw1@x\u200b.example', 'U+200B ZERO WIDTH SPACE'],
  ['\ufeffzw1@x.example', 'U+FEFF ZERO WIDTH NO-BREAK SPACE'],
  ['zw\u00ad1@x.example', 'U+00AD SOFT HYPHEN'],
  ['zw1@x.example\u202e', 'U+202E RIGHT-TO-LEFT OVERRIDE'],
  ['zw\u2061@x.example', 'U+2061'],
])('names the invisible character of an e-mail address (%j)', (email, character) => {
  const message = `email contains the invisible character ${character}; remove it`;

  for (const [id, more] of [
    ['invites_create', { role: 'user' }],
    ['invites_list', {}],
    ['users_list', {}],
  ] as const) {
    expect(issuesOf(id, { ...more, email })).toContainEqual(
      expect.objectContaining({
        path: 'email',
        rule: 'visible',
        message: expect.stringContaining(message),
      }),
    );
  }
});

it('takes an e-mail address with letters of any script', () => {
  expect(issuesOf('users_list', { email: 'zoë.müller@exämple.example' })).toEqual([]);
});

describe('a time', () => {
  const at = (starting_at: string): unknown => issuesOf('usage_report_messages', { starting_at });

  it.each([
    '2026-11-01T00:00:00Z',
    '2026-11-01t00:00:00z',
    '2026-11-01T23:59:59.123456789Z',
    '2026-11-01T00:00:00+14:00',
    '2026-11-01T00:00:00-00:00',
    '2024-02-29T12:00:00Z',
  ])('is taken as RFC 3339 has it: %s', (text) => {
    expect(at(text)).toEqual([]);
  });

  it.each([
    '2026-11-01T24:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-01T00:60:00Z',
    '2026-12-31T23:59:60Z',
    '2026-11-01T00:00:00+24:00',
    '2026-11-01T00:00:00+01:60',
    '2026-11-01T00:00:00',
    '2026-11-01 00:00:00Z',
    `2026-11-01T00:00:00.${'0'.repeat(10)}Z`,
  ])('is refused: %s', (text) => {
    expect(at(text)).toEqual([expect.objectContaining({ path: 'starting_at', rule: 'isDateTime' })]);
  });

  it.each(['2026-02-30', '2026-11-31', '2026-13-01', '2026-11-1', '2026-11-01T00:00:00Z'])(
    'is no day: %s',
    (starting_at) => {
      expect(issuesOf('usage_report_claude_code', { starting_at })).toEqual([
        expect.objectContaining({ path: 'starting_at', rule: 'isDay' }),
      ]);
    },
  );
});

it.each([
  ['\u{1F600}'.repeat(40), []],
  ['\u{1F600}'.repeat(41), ['name']],
  [`${'x'.repeat(39)}\ufe0f`, []],
  [`${'x'.repeat(40)}\ufe0f`, ['name']],
  ['\u2764\ufe0f'.repeat(21), ['name']],
])('counts characters in the name of a workspace (%j)', (name, paths) => {
  expect((issuesOf('workspaces_create', { name }) as { path: string }[]).map(({ path }) => path)).toEqual(
    paths,
  );
});

it('names at most twenty wrong fields, and how many more there are', () => {
  const input = Object.fromEntries(Array.from({ length: 100 }, (_, nth) => [`field_${nth}`, 1]));

  expect(issuesOf('users_list', input)).toHaveLength(21);
  expect(issuesOf('users_list', input)).toContainEqual({
    path: '',
    rule: 'more',
    message: 'and 80 more',
  });
});
