import { InMemoryIdempotencyStore, InvocationError } from 'anthropic-admin-connector';
import { AcmeConnector } from '../../examples/second-connector/src/acme-connector.js';
import { ACME_KEY, startFakeAcme, type FakeAcme } from '../../examples/second-connector/src/fake-acme.js';
import { complaintsAbout } from '../support/compiler.js';

const CONTEXT = { tenantId: 'acme' };
const REMOVED = '[shown once, not stored]';

describe('the second connector', () => {
  let api: FakeAcme;
  let connector: AcmeConnector;
  beforeEach(async () => {
    api = await startFakeAcme();
    connector = new AcmeConnector({ baseUrl: api.url, requestsPerMinute: 1000 });
  });
  afterEach(async () => {
    await connector.close();
    await api.close();
  });

  const save = (apiKey: string) =>
    connector.connections.save({ ...CONTEXT, name: 'default', actor: 'ada', apiKey });
  const requests = () => api.seen.map(({ method, path }) => `${method} ${path}`);

  it('lists its actions, and the one that its API lacks', () => {
    expect(connector.list().map(({ id, available }) => [id, available])).toEqual([
      ['robots_list', true],
      ['robots_get', true],
      ['robots_create', true],
      ['robots_update', true],
      ['robots_delete', true],
      ['robots_suspend', false],
    ]);
    expect(connector.describe('robots_update')).toMatchObject({
      request: {
        method: 'PATCH',
        path: '/v2/robots/{robot_id}',
        place: { robot_id: 'path', state: 'body', recovery_phrase: 'body' },
      },
      secretInput: ['recovery_phrase'],
    });
  });

  it('refuses keys of another format without a request', async () => {
    expect(await save('sk-live-1234')).toEqual({
      status: 'refused',
      by: 'shape',
      problem: {
        code: 'not_an_admin_key',
        message: 'This is not an admin key of Acme Cloud.',
        fix: expect.stringContaining('acme_sk_'),
      },
    });
    expect(api.seen).toEqual([]);
  });

  it('refuses a key that its API does not accept', async () => {
    expect(await save(`acme_sk_${'0'.repeat(24)}`)).toMatchObject({
      status: 'refused',
      by: 'api',
      problem: { code: 'key_unknown' },
    });
  });

  it('says that a key was not checked where its API is away', async () => {
    await api.close();
    await connector.close();
    connector = new AcmeConnector({ baseUrl: api.url, maxRetries: 0 });

    expect(await save(ACME_KEY)).toMatchObject({
      status: 'undetermined',
      cause: 'unavailable',
      problem: { code: 'key_not_checked' },
    });
  });

  it('saves its key and sends it as a bearer token', async () => {
    const saved = await save(` ${ACME_KEY}\n`);

    expect(saved).toMatchObject({
      status: 'saved',
      connection: {
        connector: 'acme',
        state: 'active',
        keyPreview: 'acme_sk_…c2ds',
        organization: { id: 'acc_0001', name: 'Acme Robotics' },
      },
    });
    expect(JSON.stringify(saved)).not.toContain(ACME_KEY);
    expect(api.seen).toEqual([
      expect.objectContaining({
        path: '/v2/account',
        headers: expect.objectContaining({
          authorization: `Bearer ${ACME_KEY}`,
          'acme-version': '2026-10-01',
          'user-agent': 'acme-connector/1.0.0',
        }),
      }),
    ]);
  });

  it('names the credential to save where there is none', async () => {
    expect(await connector.invoke('robots_list', {}, CONTEXT)).toMatchObject({
      error: {
        code: 'credential_missing',
        fix: 'Save an admin key (acme_sk_...) under this name first.',
      },
    });
  });

  describe('with its key', () => {
    beforeEach(async () => {
      await save(ACME_KEY);
    });

    it('returns the data of an action with the ids of its response', async () => {
      const outcome = await connector.invoke('robots_get', { robot_id: 'rbt_0002' }, CONTEXT);

      // Typed: no cast is needed to read a field of the response.
      expect(outcome.ok && outcome.data.name).toBe('deployer');
      expect(outcome.meta).toEqual({
        requestId: expect.any(String),
        durationMs: expect.any(Number),
        attempts: 1,
        upstreamRequestId: 'trace_2',
        organizationId: 'acc_0001',
      });
    });

    it('follows the cursor of its lists, item by item', async () => {
      const names: string[] = [];

      for await (const { name } of connector.items('robots_list', { page_size: 2 }, CONTEXT))
        names.push(name);

      expect(names).toEqual(['backup', 'deployer', 'monitor']);
      expect(requests().slice(1)).toEqual([
        'GET /v2/robots?page_size=2',
        'GET /v2/robots?page_size=2&page_token=from_2',
      ]);
    });

    it('reads a whole list as one page', async () => {
      for (let nth = 4; nth <= 120; nth += 1)
        await connector.invoke(
          'robots_create',
          { name: `robot ${nth}`, contact: 'ops@example.com' },
          CONTEXT,
        );

      const outcome = await connector.invoke('robots_list', {}, { ...CONTEXT, all: true });

      expect(outcome.ok && outcome.data.items.length).toBe(120);
      expect(outcome).toMatchObject({ page: { hasMore: false, next: null }, meta: { attempts: 2 } });
      expect(requests().slice(-2)).toEqual([
        'GET /v2/robots?page_size=100',
        'GET /v2/robots?page_size=100&page_token=from_100',
      ]);
    });

    it('reports an error of its API in the terms of every connector', async () => {
      const outcome = await connector.invoke('robots_get', { robot_id: 'rbt_9999' }, CONTEXT);

      expect(outcome).toMatchObject({
        ok: false,
        error: {
          code: 'not_found',
          message: 'Acme Cloud responded with 404: There is no such robot.',
          upstream: {
            status: 404,
            code: 'robot_not_found',
            message: 'There is no such robot.',
            requestId: 'trace_2',
          },
        },
      });
    });

    it('throws an error in an iteration', async () => {
      await connector.connections.delete({ ...CONTEXT, name: 'default' }, 'ada');

      await expect(connector.items('robots_list', {}, CONTEXT).next()).rejects.toThrow(InvocationError);
    });

    it('explains what its API lacks, with what to run instead', async () => {
      const sent = api.seen.length;

      const outcome = await connector.invoke('robots_suspend', { robot_id: 'rbt_0003' }, CONTEXT);

      expect(outcome).toMatchObject({
        error: {
          code: 'limited_operation',
          limitation: {
            id: 'robots_suspend_unsupported',
            alternative: { actionId: 'robots_update', input: { robot_id: 'rbt_0003', state: 'suspended' } },
          },
        },
      });
      expect(api.seen.length).toBe(sent);
      if (outcome.ok || !outcome.error.limitation?.alternative) throw new Error('no alternative');
      const { actionId, input } = outcome.error.limitation.alternative;
      expect(await connector.invokeById(actionId, input, CONTEXT)).toMatchObject({
        data: { id: 'rbt_0003', state: 'suspended' },
      });
    });

    it('checks an input before anything is sent', async () => {
      const outcome = await connector.invoke(
        'robots_update',
        { robot_id: 'rbt_0001', recovery_phrase: 'short' },
        CONTEXT,
      );

      expect(outcome).toMatchObject({
        error: { code: 'invalid_input', issues: [{ path: 'recovery_phrase', rule: 'isLength' }] },
      });
      expect(JSON.stringify(outcome)).not.toContain('"short"');
      expect(requests()).toEqual(['GET /v2/account']);
    });

    it('shows a token once, and stores it for no repeat', async () => {
      const create = () =>
        connector.invoke(
          'robots_create',
          { name: 'courier', contact: 'ada@example.com' },
          { ...CONTEXT, idempotencyKey: 'one-courier' },
        );

      const first = await create();
      const repeat = await create();

      expect(first.ok && first.data.robot_token).toMatch(/^acme_rt_/);
      expect(repeat).toMatchObject({ ok: true, data: { robot_token: REMOVED }, meta: { replayed: true } });
      expect(requests().filter((request) => request === 'POST /v2/robots')).toHaveLength(1);
    });
  });

  it('shares the stores of a host with other connectors', async () => {
    const idempotency = new InMemoryIdempotencyStore();
    const other = new AcmeConnector({ baseUrl: api.url, idempotency });

    await other.connections.save({ ...CONTEXT, name: 'default', actor: 'ada', apiKey: ACME_KEY });
    const context = { ...CONTEXT, idempotencyKey: 'k' };
    await other.invoke('robots_delete', { robot_id: 'rbt_0001' }, context);

    expect(
      await idempotency.begin({ connector: 'acme', tenantId: 'acme', key: 'k', fingerprint: '' }),
    ).toEqual({ state: 'other_input' });
    expect(
      await idempotency.begin({ connector: 'other', tenantId: 'acme', key: 'k', fingerprint: '' }),
    ).toEqual({ state: 'new' });
    await other.close();
  });
});

const PREAMBLE = `
  import { CREATE, READ, defineAction } from 'anthropic-admin-connector/kit';
  import { AcmeConnector } from './acme-connector.js';
  import { RobotIdInput, RobotsUpdateInput } from './robots.js';
  declare const connector: AcmeConnector;
  const context = { tenantId: 'acme' };
  const FACTS = { id: 'a_b', operation: 'a.b', title: 'T', description: 'D', output: 'Robot' } as const;
  export const used = [CREATE, READ, defineAction, connector, context, FACTS, RobotIdInput, RobotsUpdateInput];`;

const RIGHT = `
  export const phrase = async (id: string): Promise<string> => {
    const outcome = await connector.invokeById(id, { anything: 1 }, context);
    const created = await connector.invoke('robots_create', { name: 'a', contact: 'b@c.d' }, context);
    for await (const { state } of connector.items('robots_list', {}, context)) if (state === 'active') break;
    return created.ok ? created.data.robot_token : outcome.actionId;
  };`;

const invoke = (id: string, input: string) => `void connector.invoke(${id}, ${input}, context);`;

const WRONG: [what: string, lines: string, complaint: string][] = [
  ['an id that does not exist', invoke(`'robots_lits'`, '{}'), '"robots_lits"'],
  ['an id of another connector', invoke(`'users_list'`, '{}'), '"users_list"'],
  ['an input that lacks a field', invoke(`'robots_get'`, '{}'), 'robot_id'],
  ['a value that a field does not take', invoke(`'robots_list'`, `{ state: 'asleep' }`), '"asleep"'],
  [
    'items of what is no list',
    `void connector.items('robots_get', { robot_id: 'r' }, context);`,
    '"robots_get"',
  ],
  [
    'a secret field that the input lacks',
    `defineAction({ ...FACTS, route: 'GET /v2/a/{robot_id}', input: RobotsUpdateInput, example: { robot_id: 'r' }, effect: READ, secretInput: ['recovery_phase'] });`,
    '"recovery_phase"',
  ],
];

describe('the compiler', () => {
  const [right, ...wrong] = complaintsAbout(
    'examples/second-connector/src',
    [RIGHT, ...WRONG.map(([, lines]) => lines)].map((lines) => PREAMBLE + lines),
  );

  it('accepts invocations with the types of their action', () => {
    expect(right).toEqual([]);
  });

  it.each(WRONG.map(([what, , complaint], nth) => [what, complaint, nth] as const))(
    'refuses %s',
    (_, complaint, nth) => {
      expect(wrong[nth]?.join('\n')).toContain(complaint);
    },
  );
});
