import { defineComposedAction, defineResource } from '../../src/kit/catalog/index.js';
import { Connector } from '../../src/kit/engine/connector.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import { HostPortError } from '../../src/kit/host-port.js';
import type { ConnectionRef, OpenConnection } from '../../src/kit/connections/connection.js';
import type { AuditEntry } from '../../src/kit/engine/ports.js';
import { InMemoryConnectionStore } from '../../src/kit/connections/in-memory-connection-store.js';
import { ANTHROPIC } from '../../src/connector/anthropic.js';
import { UserIdInput } from '../../src/actions/users/users.inputs.js';
import { bootConnector, CONTEXT, TEST_KEY, type Booted } from '../support/boot-connector.js';

let booted: Booted;
afterEach(() => booted.close());

const FAULT = new Error('secret detail');
const broken = (): Promise<never> => Promise.reject(FAULT);

/** A connector whose host reports what it is told. */
async function boot(options: ConnectorOptions, answer?: Parameters<typeof bootConnector>[0]) {
  const reported: [error: unknown, requestId: string][] = [];
  booted = await bootConnector(answer, {
    ...options,
    onInternalError: (error, requestId) => void reported.push([error, requestId]),
  });
  return { ...booted, reported };
}

class BrokenStore extends InMemoryConnectionStore {
  override find = broken;
  override open = broken;
}

const emptyList = () => ({ body: { data: [], has_more: false } });

class OtherTenantStore extends InMemoryConnectionStore {
  override find = (ref: ConnectionRef) => booted.store.find({ ...ref, tenantId: 'acme' });

  override async open(ref: ConnectionRef): Promise<OpenConnection | undefined> {
    const opened = await booted.store.open({ ...ref, tenantId: 'acme' });
    return opened && { ...opened, connection: { ...opened.connection, tenantId: 'other' } };
  }
}

const UPDATE = { user_id: 'user_1', role: 'user' } as const;

describe('a port that fails before anything is sent', () => {
  it.each<[port: string, ConnectorOptions]>([
    ['around', { around: broken }],
    ['switches', { switches: { isEnabled: broken } }],
    ['policy', { policy: { decide: broken } }],
    ['store', { store: new BrokenStore() }],
    ['idempotency', { idempotency: { begin: broken, finish: broken, release: broken } }],
    ['audit', { audit: { begin: broken, end: () => {} } }],
    ['limiter', { limiter: { acquire: broken, pause: broken } }],
    ['interceptor', { configureHttp: (http) => void http.interceptors.request.use(() => broken()) }],
  ])('is reported as the fault of the host: %s', async (port, options) => {
    const { connector, api, reported } = await boot(options);

    const outcome = await connector.invoke('users_update', UPDATE, { ...CONTEXT, idempotencyKey: 'k' });

    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'host_failed',
        blame: 'host',
        message: expect.stringMatching(/ of the host failed, so the request was not sent\.$/),
        host: { port, sent: false },
        effect: 'none',
        retry: { allowed: true },
      },
    });
    expect(JSON.stringify(outcome)).not.toContain('secret detail');
    expect(reported).toEqual([[FAULT, 'test']]);
    expect(api.log()).toEqual([]);
  });

  it.each<[port: string, ConnectorOptions]>([
    ['switches', { switches: { isEnabled: () => 'false' as never } }],
    ['policy', { policy: { decide: () => undefined as never } }],
    ['policy', { policy: { decide: () => ({ effect: 'maybe' }) as never } }],
    ['idempotency', { idempotency: { begin: async () => 'new' as never, finish: broken, release: broken } }],
    [
      'idempotency',
      { idempotency: { begin: async () => undefined as never, finish: broken, release: broken } },
    ],
    ['around', { around: async () => undefined as never }],
    ['store', { store: new OtherTenantStore() }],
  ])('is one for what a port returns in place of an answer: %s', async (port, options) => {
    const audited: string[] = [];
    const audit = {
      end: ({ outcome }: AuditEntry) => void audited.push(outcome.ok ? 'ok' : outcome.error.code),
    };
    const { connector, api, reported } = await boot({ audit, ...options });

    const outcome = await connector.invoke('users_update', UPDATE, { ...CONTEXT, idempotencyKey: 'k' });

    expect(outcome).toMatchObject({ error: { code: 'host_failed', host: { port, sent: false } } });
    expect(reported).toEqual([[expect.any(Error), 'test']]);
    expect([audited, api.log()]).toEqual([['host_failed'], []]);
  });

  it('sends nothing where `around` calls `next` after it has failed', async () => {
    let late: (() => Promise<unknown>) | undefined;
    const { connector, api } = await boot({
      around: (_, next) => {
        late = next;
        throw FAULT;
      },
    });

    await connector.invoke('users_update', UPDATE, CONTEXT);

    await expect(late?.()).rejects.toThrow('after the invocation had ended');
    expect(api.log()).toEqual([]);
  });

  it('is one for an interceptor that returns nothing', async () => {
    const nothing = (): never => undefined as never;
    const { connector, reported } = await boot({
      configureHttp: (http) => void http.interceptors.response.use(nothing),
    });

    const outcome = await connector.invoke('users_list', {}, CONTEXT);

    expect(outcome).toMatchObject({
      error: { code: 'host_failed', host: { port: 'interceptor', sent: true } },
    });
    expect(reported).toEqual([[expect.any(TypeError), 'test']]);
  });
});

describe('an interceptor that fails after the request was sent', () => {
  const after: ConnectorOptions = {
    configureHttp: (http) => void http.interceptors.response.use(() => broken()),
  };

  it('leaves a write in doubt, with the read that settles it', async () => {
    const { connector, api, reported } = await boot(after);

    const outcome = await connector.invoke('users_update', UPDATE, CONTEXT);

    expect(outcome).toMatchObject({
      error: {
        code: 'host_failed',
        host: { port: 'interceptor', sent: true },
        effect: 'unknown',
        retry: { allowed: true, resend: 'same_request' },
        next: { actionId: 'users_get', input: { user_id: 'user_1' } },
      },
    });
    expect([api.log().length, reported]).toEqual([1, [[FAULT, 'test']]]);
  });

  it('lets a read be repeated', async () => {
    const { connector } = await boot(after);

    const outcome = await connector.invoke('users_list', {}, CONTEXT);

    expect(outcome).toMatchObject({
      error: { code: 'host_failed', effect: 'none', retry: { allowed: true }, host: { sent: true } },
    });
  });
});

describe('an observer that fails', () => {
  it('ends no pull and is reported', async () => {
    const { connector, reported } = await boot({}, emptyList);
    const onProgress = (): never => {
      throw FAULT;
    };

    const outcome = await connector.invoke('users_list', {}, { ...CONTEXT, all: true, onProgress });

    expect([outcome.ok, reported]).toEqual([true, [[FAULT, 'test']]]);
  });

  it('changes no call and is reported, with the request it was told of', async () => {
    const { connector, reported } = await boot(
      {
        onEvent: () => {
          throw FAULT;
        },
      },
      emptyList,
    );

    const outcome = await connector.invoke('users_list', {}, CONTEXT);

    expect(outcome.ok).toBe(true);
    expect(new Set(reported.map(([, requestId]) => requestId))).toEqual(new Set(['test']));
  });

  it('may reject later', async () => {
    const rejecting = (): never => Promise.reject(FAULT) as never;
    const { connector, reported } = await boot(
      { onEvent: rejecting, onAnswerMismatch: rejecting },
      emptyList,
    );

    const outcome = await connector.invoke(
      'users_list',
      {},
      { ...CONTEXT, all: true, onProgress: rejecting },
    );
    await new Promise(setImmediate);

    expect([outcome.ok, new Set(reported.map(([error]) => error))]).toEqual([true, new Set([FAULT])]);
  });

  it('may be the log of errors itself', async () => {
    booted = await bootConnector(undefined, {
      switches: { isEnabled: broken },
      onInternalError: () => {
        throw new Error('the log is full');
      },
    });

    expect(await booted.connector.invoke('users_list', {}, CONTEXT)).toMatchObject({
      error: { code: 'host_failed' },
    });
  });
});

describe('a host without a log of errors', () => {
  it('finds the first error of each class among the warnings of the process, without keys', async () => {
    const warned: [string | Error, unknown][] = [];
    const emit = jest
      .spyOn(process, 'emitWarning')
      .mockImplementation((...[warning, options]) => void warned.push([warning, options]));
    booted = await bootConnector(undefined, {
      switches: { isEnabled: () => Promise.reject(new TypeError(`no rights with ${TEST_KEY}`)) },
    });

    await booted.connector.invoke('users_list', {}, CONTEXT);
    await booted.connector.invoke('users_list', {}, CONTEXT);
    emit.mockRestore();

    expect(warned).toEqual([
      [
        'TypeError: no rights with [redacted] (request test; pass onInternalError to log each of them)',
        { type: 'ConnectorWarning', detail: expect.stringContaining('host-faults.spec') },
      ],
    ]);
    expect(JSON.stringify(warned)).not.toContain(TEST_KEY);
  });
});

describe('an action made of several operations', () => {
  it('is partly done where a port fails between them', async () => {
    const invite = { id: 'invite_1', type: 'invite', email: 'a@b.example', role: 'user', status: 'pending' };
    let acquired = 0;
    const limiter = { acquire: () => ((acquired += 1) > 2 ? broken() : 0), pause: () => {} };
    const { connector, api } = await boot({ limiter }, () => ({ body: invite }));

    const outcome = await connector.invoke('invites_reissue', { invite_id: 'invite_1' }, CONTEXT);

    expect(api.log().map((line) => line.split(' ')[0])).toEqual(['GET', 'DELETE']);
    expect(outcome).toMatchObject({
      error: {
        code: 'host_failed',
        effect: 'partial',
        host: { port: 'limiter', sent: true },
        retry: { allowed: false },
      },
    });
  });
});

describe('saving a key', () => {
  const request = { tenantId: 't', name: 'default', apiKey: TEST_KEY, actor: 'ada' };
  const inUse = { ...request, tenantId: CONTEXT.tenantId };
  const organization = () => ({ body: { id: 'org_1', name: 'One', type: 'organization' } });

  it('says what is stored where the audit of credentials fails afterwards', async () => {
    const reported: unknown[] = [];
    booted = await bootConnector(organization, {
      credentialAudit: broken,
      onInternalError: (error) => void reported.push(error),
    });
    const { connections } = booted.connector;

    expect(await connections.save(request)).toMatchObject({
      status: 'saved',
      connection: { revision: 1, state: 'active' },
      warnings: ['The event "saved" could not be written to the audit of credentials.'],
    });
    expect(await connections.check(request, 'ada')).toMatchObject({
      check: { state: 'valid' },
      warnings: [expect.stringContaining('"checked"')],
    });
    expect(await connections.delete(request, 'ada')).toBe(true);
    expect(reported).toEqual([FAULT, FAULT, FAULT]);
  });

  it('changes no key where the audit cannot write down that it is about to', async () => {
    booted = await bootConnector(organization, { credentialIntent: broken });
    const { connections } = booted.connector;
    const failed = { name: 'HostPortError', port: 'audit', cause: FAULT };

    await expect(connections.save({ ...request, name: 'new' })).rejects.toMatchObject(failed);
    const replacing = { ...inUse, confirmOrganizationChange: true };
    await expect(connections.save(replacing)).rejects.toMatchObject(failed);
    await expect(connections.delete(inUse, 'ada')).rejects.toMatchObject(failed);

    expect(await connections.find({ ...request, name: 'new' })).toBeUndefined();
    expect(await connections.find(inUse)).toMatchObject({ state: 'active', revision: 1 });
  });

  it('tells the audit before a key is saved, replaced and deleted, and of nothing else', async () => {
    const told: unknown[] = [];
    booted = await bootConnector(organization, {
      credentialIntent: ({ kind, name }) => void told.push(`${kind} ${name}`),
      credentialAudit: ({ kind, name }) => void told.push(`${kind} ${name}`),
    });
    const { connections } = booted.connector;

    await connections.save(request);
    await connections.save(request);
    await connections.save({ ...request, apiKey: 'nonsense' });
    await connections.delete(request, 'ada');
    await connections.delete(request, 'ada');

    expect(told).toEqual([
      'save default',
      'saved default',
      'replace default',
      'replaced default',
      'refused default',
      'delete default',
      'deleted default',
    ]);
  });

  it('rejects with the port where the store fails, because nothing is known to be stored', async () => {
    booted = await bootConnector(organization, {
      store: Object.assign(new InMemoryConnectionStore(), { put: broken }),
    });

    const saved = booted.connector.connections.save(request);

    await expect(saved).rejects.toThrow(HostPortError);
    await expect(saved).rejects.toMatchObject({ port: 'store', cause: FAULT });
  });
});

describe('a fault of the connector', () => {
  it('is internal, without its details', async () => {
    const faulty = defineComposedAction({
      id: 'users_break',
      title: 'Break',
      description: 'Fails by a bug.',
      effect: { kind: 'read', destructive: false, idempotent: true },
      input: UserIdInput,
      output: 'OrganizationUser',
      example: { user_id: 'user_1' },
      handler: () => Promise.reject(FAULT),
    });
    const group = { id: 'faults', title: 'Faults', description: 'Fails.' };
    const resource = defineResource({ group, packs: [], samples: {}, actions: [faulty] });
    const reported: unknown[] = [];
    const { store, api } = (booted = await bootConnector());
    const connector = new Connector(
      { ...ANTHROPIC, resources: [resource], limitations: [], unlisted: [] },
      { baseUrl: api.url, store, onInternalError: (error) => void reported.push(error) },
    );

    const outcome = await connector.invokeById('users_break', { user_id: 'user_1' }, CONTEXT);
    await connector.close();

    expect(outcome).toMatchObject({ error: { code: 'internal', blame: 'connector' } });
    expect(JSON.stringify(outcome)).not.toContain('secret detail');
    expect(reported).toEqual([FAULT]);
  });
});
