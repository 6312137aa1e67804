import { AnthropicConnector } from '../../src/connector/connector.js';
import type { InvocationContext } from '../../src/kit/engine/context.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import { InMemoryConnectionStore } from '../../src/kit/connections/in-memory-connection-store.js';
import { InMemoryIdempotencyStore } from '../../src/kit/engine/in-memory-idempotency-store.js';
import { bootConnector, CONTEXT, TEST_KEY, type Booted } from '../support/boot-connector.js';

let booted: Booted;
afterEach(() => booted?.close());

describe('a context', () => {
  it.each<[string, unknown, string]>([
    ['that is missing', undefined, 'tenantId'],
    ['that is null', null, 'tenantId'],
    ['without a tenant', {}, 'tenantId'],
    ['with an empty tenant', { tenantId: ' ' }, 'tenantId'],
    ['with a tenant that is no text', { tenantId: 7 }, 'tenantId'],
    ['with a connection that is no text', { tenantId: 't', connection: {} }, 'connection'],
    ['with a signal that is none', { tenantId: 't', signal: {} }, 'signal'],
    ['with a deadline that is no time', { tenantId: 't', deadline: 'soon' }, 'deadline'],
    ['with a deadline that is not a number', { tenantId: 't', deadline: NaN }, 'deadline'],
    ['with an empty key', { tenantId: 't', idempotencyKey: '' }, 'idempotencyKey'],
    ['with null for a key', { tenantId: 't', idempotencyKey: null }, 'idempotencyKey'],
    ['with a request id of any length', { tenantId: 't', requestId: 'x'.repeat(256) }, 'requestId'],
    ['with progress that cannot be called', { tenantId: 't', onProgress: 5 }, 'onProgress'],
    ['with no pages', { tenantId: 't', maxPages: 0 }, 'maxPages'],
    ['with a dry run, which would run', { tenantId: 't', dryRun: true }, 'dryRun'],
  ])('%s is invalid before any port sees it', async (_, context, field) => {
    const seen: string[] = [];
    booted = await bootConnector(undefined, {
      around: (_request, next) => (seen.push('around'), next()),
      switches: { isEnabled: () => (seen.push('switches'), true) },
      audit: { end: () => void seen.push('audit') },
    });
    const { connector, api } = booted;

    for (const run of [connector.invokeById, connector.planById]) {
      expect(await run('users_remove', { user_id: 'user_1' }, context as InvocationContext)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', blame: 'caller', issues: [{ path: `context.${field}` }] },
      });
    }
    expect([seen, api.log()]).toEqual([[], []]);
  });

  it('with a getter that throws is invalid', async () => {
    booted = await bootConnector();
    const context = { ...CONTEXT };
    Object.defineProperty(context, 'actor', {
      enumerable: true,
      get: () => {
        throw new Error('x');
      },
    });

    expect(await booted.connector.invoke('users_list', {}, context)).toMatchObject({
      error: { code: 'invalid_input' },
    });
  });

  it('and an input are taken as they are when the call begins', async () => {
    const input = { name: 'approved', tags: { k: 'approved' } };
    const context = { ...CONTEXT, connection: 'default' };
    booted = await bootConnector(undefined, {
      policy: {
        decide: ({ unmasked }) => {
          Object.assign(input, { name: 'EVIL' });
          input.tags.k = 'EVIL';
          context.connection = 'other';
          Object.assign(unmasked(), {});
          return { effect: 'allow' };
        },
      },
    });

    await booted.connector.invokeById('workspaces_create', input, context);

    expect(booted.api.seen.map(({ body }) => body)).toEqual([{ name: 'approved', tags: { k: 'approved' } }]);
  });

  it('keeps tenants and connections apart whose names only join to the same text', async () => {
    booted = await bootConnector(({ headers }) => ({
      body: { id: 'org', name: 'Org', data: [{ id: headers['x-api-key']?.slice(-3) }], has_more: false },
    }));
    const { connections, invoke } = booted.connector;
    const [one, other] = [`${TEST_KEY}-one`, `${TEST_KEY}-two`];
    await connections.save({ tenantId: 'acme', name: 'x y', apiKey: one, actor: 'ada' });
    await connections.save({ tenantId: 'acme x', name: 'y', apiKey: other, actor: 'ada' });

    const lists = await Promise.all([
      invoke('users_list', {}, { tenantId: 'acme', connection: 'x y' }),
      invoke('users_list', {}, { tenantId: 'acme x', connection: 'y' }),
    ]);

    expect(lists).toMatchObject([{ data: { data: [{ id: 'one' }] } }, { data: { data: [{ id: 'two' }] } }]);
  });

  it('is needed for a connection too', async () => {
    booted = await bootConnector();
    const { connections } = booted.connector;
    const nobody = { tenantId: undefined as never, name: 'default' };

    await expect(connections.save({ ...nobody, apiKey: TEST_KEY, actor: 'ada' })).rejects.toThrow(
      'tenantId must be a non-empty string of well-formed Unicode, such as "acme".',
    );
    await expect(connections.find(nobody)).rejects.toThrow(TypeError);
    await expect(connections.list('')).rejects.toThrow(TypeError);
    await expect(connections.find({ tenantId: 't', name: '' })).rejects.toThrow('name must be');
  });
});

describe('options', () => {
  it.each<[object, string]>([
    [{ timeoutMs: -5 }, 'timeoutMs must be a whole number from 1 to 3600000; example: 30000'],
    [{ timeoutMs: 1.5 }, 'timeoutMs must be'],
    [{ timeout: 5 }, 'timeout is not an option of the connector; the options are baseUrl, timeoutMs'],
    [{ name: 'EU west' }, 'name must be 1 to 40 lower-case letters, digits, - and _; example: eu'],
    [{ maxRetries: -1 }, 'maxRetries must be'],
  ])('%j are refused', (options, message) => {
    expect(() => new AnthropicConnector(options as ConnectorOptions)).toThrow(message);
  });
});

describe('instances that share ports', () => {
  it('share neither connections nor idempotency keys, and are told apart in audits', async () => {
    const audited: string[] = [];
    const audit = { end: ({ connector }: { connector: string }) => void audited.push(connector) };
    const shared = {
      store: new InMemoryConnectionStore(),
      idempotency: new InMemoryIdempotencyStore(),
      audit,
    };
    booted = await bootConnector(() => ({ body: { id: 'org_1', name: 'One' } }), shared);
    const first = booted.connector;
    const second = new AnthropicConnector({ baseUrl: booted.api.url, ...shared, name: 'eu' });
    await first.connections.save({ tenantId: 'acme', name: 'default', apiKey: TEST_KEY, actor: 'ada' });
    const keyed = { ...CONTEXT, idempotencyKey: 'k' };

    const foreign = await second.invoke('users_list', {}, CONTEXT);
    await second.connections.save({ tenantId: 'acme', name: 'default', apiKey: TEST_KEY, actor: 'ada' });
    const one = await first.invoke('workspaces_create', { name: 'W' }, keyed);
    const other = await second.invoke('workspaces_create', { name: 'W' }, keyed);
    await second.close();

    expect(foreign).toMatchObject({ error: { code: 'credential_missing' } });
    expect([one.meta.replayed, other.meta.replayed]).toEqual([undefined, undefined]);
    expect([first.instance, second.instance]).toEqual(['anthropic', 'anthropic/eu']);
    expect(audited).toEqual(['anthropic/eu', 'anthropic', 'anthropic/eu']);
  });
});
