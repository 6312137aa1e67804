import { AnthropicConnector, InvocationError, type Outcome, type OutputOf } from '../../src/index.js';
import {
  createFakeConnector,
  exampleItemOf,
  exampleOf,
  failure,
  success,
  type FakeConnector,
  type Script,
} from '../../src/testing.js';
import { bootConnector } from '../support/boot-connector.js';

const CONTEXT = { tenantId: 'acme', requestId: 'one' };
const USERS = Array.from({ length: 45 }, (_, nth) => ({ ...exampleItemOf('users_list'), id: `user_${nth}` }));
const idsOf = (users: readonly { readonly id: string }[]): string[] => users.map(({ id }) => id);

describe('a scripted answer', () => {
  it('is the outcome of the action, with a record of the call', async () => {
    const fake = createFakeConnector({ users_get: success(exampleOf('users_get')) });

    const outcome = await fake.invoke('users_get', { user_id: 'user_1' }, CONTEXT);

    expect(outcome).toEqual({
      ok: true,
      actionId: 'users_get',
      data: exampleOf('users_get'),
      meta: { requestId: 'one', durationMs: 0, attempts: 1 },
    });
    expect(fake.calls).toEqual([{ actionId: 'users_get', input: { user_id: 'user_1' }, context: CONTEXT }]);
  });

  it('may be a failure, whose blame and retry follow from its code', async () => {
    const fake = createFakeConnector({
      users_list: failure('rate_limited', { afterMs: 2_000, meta: { attempts: 3 } }),
    });

    expect(await fake.invoke('users_list', {}, CONTEXT)).toEqual({
      ok: false,
      actionId: 'users_list',
      error: {
        code: 'rate_limited',
        blame: 'upstream',
        message: 'A test scripts this answer: rate_limited.',
        effect: 'none',
        retry: { allowed: true, resend: 'after_wait', afterMs: 2_000 },
      },
      meta: { requestId: 'one', durationMs: 0, attempts: 3 },
    });
  });

  it('may depend on the input and the context', async () => {
    const fake = createFakeConnector({
      users_get: ({ user_id }, { tenantId }) =>
        user_id === 'user_1'
          ? success({ ...exampleOf('users_get'), id: user_id, name: tenantId })
          : failure('not_found'),
    });

    expect(await fake.invoke('users_get', { user_id: 'user_1' }, CONTEXT)).toMatchObject({
      data: { id: 'user_1', name: 'acme' },
    });
    expect(await fake.invokeById('users_get', { user_id: 'user_2' }, CONTEXT)).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('is a copy each time', async () => {
    const fake = createFakeConnector({ users_get: success(exampleOf('users_get')) });
    const read = async (): Promise<OutputOf<'users_get'>> => {
      const outcome = await fake.invoke('users_get', { user_id: 'user_1' }, CONTEXT);
      return (outcome as { data: OutputOf<'users_get'> }).data;
    };

    Object.assign(await read(), { name: 'changed' });

    expect(await read()).toEqual(exampleOf('users_get'));
  });
});

describe('an action without an answer', () => {
  it('rejects with what to write', async () => {
    const call = createFakeConnector({}).invoke('users_get', { user_id: 'user_1' }, CONTEXT);

    await expect(call).rejects.toThrow(
      "The fake connector has no answer for users_get. Script one, such as createFakeConnector({ users_get: success(exampleOf('users_get')) })",
    );
  });

  it('responds with its example where a test asks for it', async () => {
    const fake = createFakeConnector({}, { unscripted: 'example' });

    expect(await fake.invoke('workspaces_list', {}, CONTEXT)).toMatchObject({
      data: exampleOf('workspaces_list'),
      page: { hasMore: false, next: null },
    });
  });
});

describe('what the real connector refuses', () => {
  it.each<[string, unknown, object]>([
    ['users_list', { roles: ['king'] }, CONTEXT],
    ['users_list', { limit: 0, nonsense: 1 }, CONTEXT],
    ['users_lits', {}, CONTEXT],
    ['api_keys_delete', { api_key_id: 'apikey_1' }, CONTEXT],
    ['users_update', { user_id: 'user_1', role: 'admin' }, CONTEXT],
    ['users_list', {}, { requestId: 'one' }],
  ])('is refused in the same words: %s %j', async (actionId, input, context) => {
    const real = await bootConnector();
    const fake = createFakeConnector({}, { unscripted: 'example' });
    const call = (connector: AnthropicConnector): Promise<Outcome> =>
      connector.invokeById(actionId, input, context as never);

    const outcome = await call(fake);

    const expected = await call(real.connector);
    await real.close();
    expect(outcome.ok).toBe(false);
    expect(outcome).toEqual({ ...expected, meta: { ...expected.meta, durationMs: outcome.meta.durationMs } });
  });

  it('is no limitation that takes a read', async () => {
    const fake = createFakeConnector({ users_remove: success(exampleOf('users_remove')) });

    expect(await fake.invoke('users_remove', { user_id: 'user_1' }, CONTEXT)).toMatchObject({ ok: true });
  });
});

describe('a list of items', () => {
  let fake: FakeConnector;
  beforeEach(() => {
    fake = createFakeConnector({ users_list: success(USERS) });
  });

  const page = async (input: object, context = {}): Promise<Outcome> =>
    fake.invokeById('users_list', input, { ...CONTEXT, ...context });

  it('is paged forwards and backwards by id', async () => {
    const first = await page({});
    const second = await page({ after_id: 'user_19', limit: 30 });
    const back = await page({ before_id: 'user_19', limit: 5 });

    expect(first).toMatchObject({
      data: { data: USERS.slice(0, 20), has_more: true, first_id: 'user_0', last_id: 'user_19' },
      page: { hasMore: true, next: { after_id: 'user_19' } },
    });
    expect(second).toMatchObject({ data: { data: USERS.slice(20), has_more: false }, page: { next: null } });
    expect(back).toMatchObject({ data: { data: USERS.slice(14, 19), has_more: true } });
  });

  it('is read to its end with all, or as far as maxPages allows', async () => {
    const pages: number[] = [];
    const onProgress = ({ items }: { items: number }): void => void pages.push(items);

    expect(await page({}, { all: true })).toMatchObject({ data: { data: USERS, has_more: false } });
    expect(await page({ limit: 20 }, { all: true, maxPages: 2, onProgress })).toMatchObject({
      data: { data: USERS.slice(0, 40) },
      meta: { partial: { reason: 'page_budget' } },
    });
    expect(pages).toEqual([20, 40]);
  });

  it('is followed by items(), which calls invoke', async () => {
    const ids: string[] = [];

    for await (const { id } of fake.items('users_list', { limit: 20 }, CONTEXT)) ids.push(id);

    expect(ids).toEqual(idsOf(USERS));
    expect(fake.calls.map(({ input }) => input)).toEqual([
      { limit: 20 },
      { limit: 20, after_id: 'user_19' },
      { limit: 20, after_id: 'user_39' },
    ]);
  });

  it('may be replaced by a test, and items() follows', async () => {
    fake.invoke = (() => page({ after_id: 'user_43' })) as FakeConnector['invoke'];
    const ids: string[] = [];

    for await (const { id } of fake.items('users_list', {}, CONTEXT)) ids.push(id);

    expect(ids).toEqual(['user_44']);
  });

  it('is paged by cursor where the API does so', async () => {
    const keys = Array.from({ length: 3 }, (_, nth) => ({
      ...exampleItemOf('external_keys_list'),
      id: `k${nth}`,
    }));
    const of = createFakeConnector({ external_keys_list: success(keys) });
    const ids: string[] = [];

    for await (const { id } of of.items('external_keys_list', { limit: 2 }, CONTEXT)) ids.push(id);

    expect([ids, of.calls.length]).toEqual([['k0', 'k1', 'k2'], 2]);
  });

  it('ends items() with the error of a page', async () => {
    const failing = createFakeConnector({
      users_list: ({ after_id }) => (after_id === undefined ? success(USERS) : failure('timeout')),
    });
    const read = async (): Promise<void> => {
      for await (const _ of failing.items('users_list', {}, CONTEXT));
    };

    await expect(read()).rejects.toThrow(InvocationError);
  });
});

describe('the rest of the connector', () => {
  it('plans, lists and describes', async () => {
    const fake = createFakeConnector();

    expect(await fake.plan('workspaces_create', { name: 'W' }, CONTEXT)).toMatchObject({
      data: { method: 'POST', path: '/v1/organizations/workspaces', body: { name: 'W' } },
      meta: { dryRun: true, unchecked: ['credential'] },
    });
    expect(fake.list()).toEqual(new AnthropicConnector().list());
    expect(fake.describe('users_list')?.route).toBe('GET /v1/organizations/users');
    expect(fake.calls).toEqual([]);
  });

  it('saves keys of the right format, or what the probe makes of them', async () => {
    const request = { tenantId: 'acme', name: 'default', actor: 'ada' };
    const apiKey = 'sk-ant-admin01-test-key-that-exists-nowhere-0000';
    const refusing = createFakeConnector({}, { probe: () => ({ refused: { status: 401 } }) });
    const fake = createFakeConnector();

    expect(await fake.connections.save({ ...request, apiKey })).toMatchObject({
      status: 'saved',
      connection: { state: 'active', organization: { name: 'Fake organization' } },
    });
    expect(await fake.connections.save({ ...request, apiKey: 'sk-ant-api03-x' })).toMatchObject({
      status: 'refused',
      by: 'shape',
    });
    expect(await refusing.connections.save({ ...request, apiKey })).toMatchObject({
      status: 'refused',
      by: 'api',
    });
  });

  it('stands for AnthropicConnector, and its script is typed by the ids of actions', () => {
    const connector: AnthropicConnector = createFakeConnector();
    // @ts-expect-error a role that does not exist
    const role: Script = { users_get: success({ ...exampleOf('users_get'), role: 'king' }) };
    // @ts-expect-error an action that does not exist
    const action: Script = { users_lits: success([]) };

    expect([connector.id, Object.keys({ ...role, ...action })]).toEqual([
      'anthropic',
      ['users_get', 'users_lits'],
    ]);
  });
});

describe('a script with a mistake', () => {
  it('is refused where it is written', () => {
    expect(() => createFakeConnector({ users_lst: success({}) } as unknown as Script)).toThrow(
      'There is no action "users_lst" to script an answer for.',
    );
    expect(() => failure('nope' as 'timeout')).toThrow(
      'There is no error code "nope"; the codes are unknown_action,',
    );
  });
});
