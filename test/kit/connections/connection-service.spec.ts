import type { ConnectionPage, CredentialEvent } from '../../../src/kit/connections/connection.js';
import { ConnectionService } from '../../../src/kit/connections/connection-service.js';
import type { CredentialProvider, KeyCheck } from '../../../src/kit/connections/credential-provider.js';
import { InMemoryConnectionStore } from '../../../src/kit/connections/in-memory-connection-store.js';
import { SecretString } from '../../../src/kit/vault/secret-string.js';

const KEY = 'vendor-key-abcdefghijklmnopqrstuvwxyz0123456789';
const OTHER = 'vendor-key-zyxwvutsrqponmlkjihgfedcba9876543210';
const ACME = { id: 'org_acme', name: 'Acme' };
const GLOBEX = { id: 'org_globex', name: 'Globex' };
const NOW = Date.parse('2026-11-01T12:00:00Z');
const REF = { tenantId: 'acme', name: 'default' };
const SAVED = {
  ...REF,
  connector: 'acme',
  state: 'active',
  organization: ACME,
  keyPreview: 'vendor-key-…6789',
  revision: 1,
  savedBy: 'ada',
  savedAt: '2026-11-01T12:00:00.000Z',
  checkedAt: '2026-11-01T12:00:00.000Z',
};

const problem = (code: string) => ({ code, message: 'What is wrong.', fix: 'What to do.' });
const valid = (organization: typeof ACME): KeyCheck => ({ state: 'valid', organization });
const invalid = (code: string): KeyCheck => ({ state: 'invalid', problem: problem(code) });
const UNDETERMINED: KeyCheck = {
  state: 'undetermined',
  cause: 'rate_limited',
  problem: problem('key_not_checked'),
  retryAfterMs: 5000,
};

/** A vendor whose keys start with `vendor-key-`, and whose API says what a test makes it say. */
const vendorOf = (api: { says: KeyCheck }): CredentialProvider => ({
  precheck: (pasted) =>
    typeof pasted === 'string' && pasted.startsWith('vendor-key-')
      ? { ok: true, key: new SecretString(pasted) }
      : { ok: false, problem: problem('not_a_key') },
  check: async () => api.says,
  refusedInUse: () => problem('key_refused_in_use'),
  preview: (key) => `vendor-key-…${key.reveal().slice(-4)}`,
});

function setUp(): {
  service: ConnectionService;
  store: InMemoryConnectionStore;
  events: CredentialEvent[];
  api: { says: KeyCheck };
  clock: { now: number };
} {
  const api = { says: valid(ACME) };
  const clock = { now: NOW };
  const store = new InMemoryConnectionStore();
  const events: CredentialEvent[] = [];
  const service = new ConnectionService({
    connector: 'acme',
    provider: vendorOf(api),
    store,
    audit: (event) => void events.push(event),
    now: () => clock.now,
  });
  return { service, store, events, api, clock };
}

const kinds = (events: CredentialEvent[]): string[] => events.map(({ kind }) => kind);

describe('saving', () => {
  it('stores a valid key and answers without it', async () => {
    const { service, events } = setUp();

    const result = await service.save({ ...REF, apiKey: KEY, actor: 'ada' });

    expect(result).toEqual({ status: 'saved', connection: SAVED });
    expect(events).toEqual([
      {
        ...REF,
        connector: 'acme',
        actor: 'ada',
        kind: 'saved',
        at: SAVED.savedAt,
        organizationId: 'org_acme',
        to: 'active',
      },
    ]);
  });

  it.each([
    ['a wrong kind of key', 'another-key', valid(ACME), 'refused'],
    ['a key that the API refuses', KEY, invalid('key_unknown'), 'refused'],
    ['a key that could not be checked', KEY, UNDETERMINED, 'undetermined'],
  ] as const)('stores nothing for %s', async (_, apiKey, says, status) => {
    const { service, events, api } = setUp();
    api.says = says;

    const result = await service.save({ ...REF, apiKey, actor: 'ada' });

    expect([result.status, await service.find(REF), kinds(events)]).toEqual([status, undefined, [status]]);
  });

  it('raises the revision when a key is replaced', async () => {
    const { service, events } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });

    const result = await service.save({ ...REF, apiKey: OTHER, actor: 'bob' });

    const connection = { ...SAVED, revision: 2, savedBy: 'bob', keyPreview: 'vendor-key-…3210' };
    expect([result, kinds(events)]).toEqual([{ status: 'saved', connection }, ['saved', 'replaced']]);
  });

  it("requires a confirmation for another organization's key", async () => {
    const { service, api, events } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });
    api.says = valid(GLOBEX);

    const refused = await service.save({ ...REF, apiKey: OTHER, actor: 'ada' });
    const kept = await service.find(REF);
    const confirmed = await service.save({
      ...REF,
      apiKey: OTHER,
      actor: 'ada',
      confirmOrganizationChange: true,
    });

    expect(refused).toEqual({ status: 'identity_changed', stored: ACME, offered: GLOBEX });
    expect(kept).toEqual(SAVED);
    expect(confirmed).toMatchObject({ status: 'saved', connection: { organization: GLOBEX, revision: 2 } });
    expect(kinds(events)).toEqual(['saved', 'identity_changed', 'replaced']);
  });

  it('lets one of two simultaneous savings win', async () => {
    const { service } = setUp();

    const results = await Promise.all(
      [KEY, OTHER].map((apiKey) => service.save({ ...REF, apiKey, actor: 'ada' })),
    );

    expect(results.map(({ status }) => status).sort()).toEqual(['conflict', 'saved']);
  });
});

describe('a key that could not be checked', () => {
  it('is kept as pending on request, is not handed out, and is active after a check', async () => {
    const { service, api, events } = setUp();
    api.says = UNDETERMINED;

    const result = await service.save({ ...REF, apiKey: KEY, actor: 'ada', keepPending: true });
    const opened = await service.open(REF);
    api.says = valid(ACME);
    await service.check(REF, 'scheduler');

    expect(result).toMatchObject({
      status: 'pending',
      cause: 'rate_limited',
      retryAfterMs: 5000,
      connection: { state: 'pending', revision: 1 },
    });
    expect(opened).toMatchObject({ status: 'unusable', problem: { code: 'key_not_checked' } });
    expect(await service.find(REF)).toEqual(SAVED);
    expect(kinds(events)).toEqual(['pending', 'checked']);
  });

  it('says why, and when to try again', async () => {
    const { service, api } = setUp();
    api.says = UNDETERMINED;

    expect(await service.save({ ...REF, apiKey: KEY, actor: 'ada' })).toEqual({
      status: 'undetermined',
      cause: 'rate_limited',
      problem: problem('key_not_checked'),
      retryAfterMs: 5000,
    });
  });

  it('never takes the place of another one', async () => {
    const { service, api } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });
    api.says = UNDETERMINED;

    const result = await service.save({ ...REF, apiKey: OTHER, actor: 'ada', keepPending: true });

    expect([result.status, await service.find(REF)]).toEqual(['undetermined', SAVED]);
  });
});

describe('a connection', () => {
  it('knows when it was last used, a minute behind at most', async () => {
    const { service, clock } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });
    const usedAt: (string | undefined)[] = [];

    for (const later of [0, 59_000, 61_000]) {
      clock.now = NOW + later;
      await service.open(REF);
      usedAt.push((await service.find(REF))?.usedAt);
    }

    expect(usedAt).toEqual([
      '2026-11-01T12:00:00.000Z',
      '2026-11-01T12:00:00.000Z',
      '2026-11-01T12:01:01.000Z',
    ]);
  });

  it('is never given a revision twice, not even after it was deleted', async () => {
    const { service, api } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });
    await service.delete(REF, 'ada');
    api.says = valid(GLOBEX);

    const result = await service.save({ ...REF, apiKey: OTHER, actor: 'ada' });

    expect(result).toMatchObject({ status: 'saved', connection: { revision: 2, organization: GLOBEX } });
  });

  it('hands out its key while it is active', async () => {
    const { service } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });

    const opened = await service.open(REF);

    expect(opened.status === 'ready' && opened.key.reveal()).toBe(KEY);
  });

  it('hands out no key once the API refused it, until a check finds it valid', async () => {
    const { service } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });
    const refused = problem('key_refused_in_use');

    await service.fail((await service.find(REF))!, 'invalid x-api-key');
    const whileFailing = await service.open(REF);
    await service.check(REF, 'ada');
    const afterwards = await service.open(REF);

    expect([whileFailing, afterwards.status]).toEqual([
      { status: 'unusable', state: 'failing', problem: refused },
      'ready',
    ]);
  });

  it('stays as it is after a refused check that another one is to confirm, which the audit has', async () => {
    const { service, events, api } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });
    api.says = invalid('key_revoked');

    const result = await service.check(REF, 'scheduler', undefined, { keepRefused: true });

    expect(result).toEqual({ connection: SAVED, check: api.says });
    expect(await service.open(REF)).toMatchObject({ status: 'ready' });
    expect(events.at(-1)).toMatchObject({
      kind: 'checked',
      problem: 'key_revoked',
      from: 'active',
      to: 'active',
    });
  });

  it('is revoked after a check that finds the key invalid, and unchanged after one without verdict', async () => {
    const { service, api } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });

    api.says = UNDETERMINED;
    await service.check(REF, 'ada');
    const unchanged = await service.find(REF);
    api.says = invalid('key_expired');
    await service.check(REF, 'ada');

    expect(unchanged).toEqual(SAVED);
    expect(await service.find(REF)).toMatchObject({ state: 'revoked', problem: { code: 'key_expired' } });
  });

  it('does not fail a newer key for what an older one did', async () => {
    const { service } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });
    const old = (await service.find(REF))!;
    await service.save({ ...REF, apiKey: OTHER, actor: 'ada' });

    await service.fail(old, 'invalid x-api-key');

    expect(await service.find(REF)).toMatchObject({ state: 'active', revision: 2 });
  });

  it('is seen by its own tenant only', async () => {
    const { service } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });
    const stranger = { ...REF, tenantId: 'globex' };

    const seen = [
      await service.find(stranger),
      await service.list('globex'),
      await service.delete(stranger, 'eve'),
    ];

    expect([seen, await service.open(stranger)]).toEqual([[undefined, [], false], { status: 'missing' }]);
    expect(await service.list('acme')).toEqual([SAVED]);
  });

  it('is listed by name, a page at a time', async () => {
    const { service } = setUp();
    for (const name of ['b', 'c', 'a'])
      await service.save({ tenantId: 'acme', name, apiKey: KEY, actor: 'ada' });
    const names = async (page?: ConnectionPage) => (await service.list('acme', page)).map(({ name }) => name);

    const pages = [await names(), await names({ limit: 2 }), await names({ after: 'b', limit: 2 })];

    expect(pages).toEqual([['a', 'b', 'c'], ['a', 'b'], ['c']]);
  });

  it('is gone after it was deleted', async () => {
    const { service, events } = setUp();
    await service.save({ ...REF, apiKey: KEY, actor: 'ada' });

    const deleted = [await service.delete(REF, 'ada'), await service.delete(REF, 'ada')];

    expect([deleted, await service.open(REF), await service.check(REF, 'ada')]).toEqual([
      [true, false],
      { status: 'missing' },
      { status: 'missing' },
    ]);
    expect(kinds(events)).toEqual(['saved', 'deleted']);
  });
});
