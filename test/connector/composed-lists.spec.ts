import {
  EmptyInput,
  READ,
  defineComposedAction,
  defineResource,
  type ActionSteps,
  type ListStepOptions,
} from '../../src/kit/catalog/index.js';
import { Connector } from '../../src/kit/engine/connector.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import { InMemoryConnectionStore } from '../../src/kit/connections/in-memory-connection-store.js';
import { KeyUseRefused, type KeyUse } from '../../src/kit/connections/key-use.js';
import type { Connection } from '../../src/kit/connections/connection.js';
import { SecretString } from '../../src/kit/vault/secret-string.js';
import { ANTHROPIC } from '../../src/connector/anthropic.js';
import { CONNECTION, CONTEXT, TEST_KEY } from '../support/boot-connector.js';
import { afterTest } from '../support/cleanup.js';
import { startRecordingApi, type Reply, type SeenRequest } from '../support/recording-api.js';

/** What each step returned. */
let seen: Awaited<ReturnType<ActionSteps['list']>>[] = [];
let parts: readonly (readonly [string, ListStepOptions?, object?])[] = [];

const counting = defineComposedAction({
  id: 'members_count',
  title: 'Count members',
  description: 'Counts.',
  input: EmptyInput,
  example: {},
  effect: READ,
  output: EmptyInput,
  handler: async (_, steps) => {
    for (const [id, options, input = {}] of parts) seen.push(await steps.list(id, input, options));
    return { count: seen.map(({ items }) => items.length), source: steps.source('ledger') };
  },
});

const DEFINITION = {
  ...ANTHROPIC,
  resources: [
    ...ANTHROPIC.resources,
    defineResource({
      group: { id: 'counts', title: 'Counts', description: 'Counts.' },
      packs: ['finops'],
      samples: {},
      actions: [counting],
    }),
  ],
};

const PAGE = 3;

/** Lists of three pages, of which the third one may be another reply. */
const pages =
  (third?: Reply) =>
  ({ url }: SeenRequest): Reply => {
    const after = Number(new URL(url, 'http://api').searchParams.get('after_id') ?? 0);
    if (after === 2 * PAGE && third) return third;
    const data = Array.from({ length: PAGE }, (_, nth) => ({ id: `${after + nth + 1}` }));
    return { body: { data, has_more: after < 2 * PAGE, first_id: '1', last_id: `${after + PAGE}` } };
  };

class RuledStore extends InMemoryConnectionStore {
  async stillAllows(_: Connection, use: KeyUse): Promise<void> {
    if (use.packs.includes('members')) throw new KeyUseRefused({ reason: 'it is for reports.', fix: 'Ask.' });
  }
}

async function booted(answer: (seen: SeenRequest) => Reply, options: ConnectorOptions = {}) {
  seen = [];
  const api = await startRecordingApi(answer);
  const store = options.store ?? new InMemoryConnectionStore();
  await store.put(CONNECTION, new SecretString(TEST_KEY), 0);
  const connector = new Connector(DEFINITION, {
    baseUrl: api.url,
    maxRetries: 0,
    requestsPerMinute: 100_000,
    ...options,
    store,
  });
  afterTest(
    () => connector.close(),
    () => api.close(),
  );
  const count = (context: object = {}) =>
    connector.invokeById('members_count', {}, { ...CONTEXT, ...context });
  return { api, count };
}

const USERS = [['users_list']] as const;

test('a composed action reads lists to their end, and what the host offers', async () => {
  parts = [...USERS, ['invites_list']];
  const { count } = await booted(pages(), { sources: { ledger: 'kept' } });

  const outcome = await count();

  expect(outcome).toMatchObject({ ok: true, data: { count: [9, 9], source: 'kept' }, meta: { attempts: 6 } });
  expect(outcome.meta.partial).toBeUndefined();
  expect(seen[0]?.page).toMatchObject({ has_more: false, last_id: '9' });
});

test.each<[string, Reply, string]>([
  [
    '429',
    { status: 429, body: { type: 'error', error: { type: 'rate_limit_error', message: 'slow' } } },
    'rate_limited',
  ],
  [
    '500',
    { status: 500, body: { type: 'error', error: { type: 'api_error', message: 'x' } } },
    'upstream_unavailable',
  ],
  ['a body without a list', { body: {} }, 'upstream_protocol'],
  ['no cursor', { body: { data: [{ id: '7' }], has_more: true, last_id: null } }, 'upstream_protocol'],
])('a list cut by %s makes the outcome partial', async (_, third, reason) => {
  parts = USERS;
  const { count } = await booted(pages(third));

  expect(await count()).toMatchObject({ ok: true, meta: { partial: { reason } } });
  expect(seen[0]?.cut?.reason).toBe(reason);
});

test('its lists share the budget of pages', async () => {
  parts = [...USERS, ['invites_list'], ['workspaces_list']];
  const { api, count } = await booted(pages());

  expect(await count({ maxPages: 4 })).toMatchObject({
    data: { count: [9, 3, 0] },
    meta: { partial: { reason: 'page_budget' } },
  });
  expect(api.seen).toHaveLength(4);
});

test('its lists share the budget of bytes', async () => {
  parts = [...USERS, ['invites_list'], ['workspaces_list']];
  const { count } = await booted(pages(), { maxPullBytes: 200 });

  expect(await count()).toMatchObject({
    data: { count: [6, 3, 0] },
    meta: { partial: { reason: 'size_budget' } },
  });
});

test('the failure of a first page is that of the action; of an optional list it is a cut', async () => {
  const failing = (): Reply => ({ status: 500, body: {} });
  parts = USERS;
  const one = await booted(failing);
  expect(await one.count()).toMatchObject({ ok: false, error: { code: 'upstream_unavailable' } });

  parts = [['users_list', { isOptional: true }]];
  const other = await booted(failing);
  const outcome = await other.count();
  expect(outcome).toMatchObject({ ok: true, data: { count: [0] } });
  expect(outcome.meta.partial).toBeUndefined();
  expect(seen[0]?.cut?.reason).toBe('upstream_unavailable');
});

test.each<[string, ConnectorOptions, string]>([
  ['a switch', { switches: { isEnabled: ({ action }) => action.id !== 'users_list' } }, 'action_disabled'],
  [
    'the policy',
    {
      policy: {
        decide: ({ action }) =>
          action.id === 'users_list' ? { effect: 'deny', reason: 'no' } : { effect: 'allow' },
      },
    },
    'policy_denied',
  ],
  ['the rules of the key', { store: new RuledStore() }, 'key_use_refused'],
])('a part that %s refuses is not read', async (_, options, code) => {
  parts = USERS;
  const { api, count } = await booted(pages(), options);

  expect(await count()).toMatchObject({ ok: false, error: { code, effect: 'none' } });
  expect(api.seen).toEqual([]);
});

test('a policy that decides by the input is asked for each input of a part', async () => {
  parts = [['users_list'], ['users_list', undefined, { limit: 7 }]];
  const { count } = await booted(pages(), {
    policy: {
      decide: ({ action, input }) =>
        action.id === 'users_list' && input['limit'] === 7
          ? { effect: 'deny', reason: 'no' }
          : { effect: 'allow' },
    },
  });

  expect(await count()).toMatchObject({ ok: false, error: { code: 'policy_denied' } });
});
