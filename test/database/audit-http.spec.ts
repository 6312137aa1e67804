import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { openDatabase } from '../../platform/src/database/database.js';
import { AuditChain } from '../../platform/src/audit/audit-chain.js';
import { within } from '../../platform/src/audit/read-chain.js';
import { HeadSeal } from '../../platform/src/audit/entry.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { problem } from '../platform/support/problems.js';
import { signedToken } from '../platform/support/tokens.js';
import { facts } from './support/audit.js';
import { bootWith, storedIn } from './support/boot-stored.js';
import { ENGINES } from './support/test-database.js';

interface Page {
  data: { seq: number; kind: string; action: string; code: string; actorId: string; requestId: string }[];
  page: { hasMore: boolean; next: { cursor: string } | null };
}

const invoke = ({ call }: BootedPlatform, action: string, input: object, tenant = 'acme') =>
  call(`/actions/${action}/invoke`, { method: 'POST', body: { input }, tenant });

const audit = async ({ call }: BootedPlatform, query = '', tenant = 'acme') =>
  (await call(`//v1/audit${query}`, { tenant })).body as Page;

async function exported({ url }: BootedPlatform, query = ''): Promise<string[]> {
  const headers = { authorization: `Bearer ${await signedToken()}` };
  const response = await fetch(`${url}/v1/audit/export${query}`, { headers });
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  return (await response.text()).split('\n').filter(Boolean);
}

const urlOf = ({ DATABASE_URL: url }: Record<string, string>) =>
  url === undefined ? undefined : new URL(url);

/** Reads the beginning of an export and goes away. */
async function abandoned({ url }: BootedPlatform): Promise<void> {
  const controller = new AbortController();
  const headers = { authorization: `Bearer ${await signedToken()}` };
  const { body } = await fetch(`${url}/v1/audit/export`, { headers, signal: controller.signal });
  await body?.getReader().read();
  controller.abort();
}

/** A platform on which acme has connected and done four things. */
async function busy(engine: (typeof ENGINES)[number]): Promise<BootedPlatform> {
  const platform = await bootWith(await storedIn(engine));
  await platform.connect();
  await invoke(platform, 'users_list', {});
  await invoke(platform, 'workspaces_create', { name: 'Audited' });
  await invoke(platform, 'api_keys_delete', { api_key_id: 'apikey_01' });
  return platform;
}

describe.each(ENGINES)('GET /v1/audit on %s', (engine) => {
  test('lists what has happened, the newest first', async () => {
    const { data, page } = await audit(await busy(engine));

    expect(data.map(({ seq, kind, action, code, actorId }) => [seq, kind, action, code, actorId])).toEqual([
      [6, 'invocation', 'api_keys_delete', 'limited_operation', 'ada'],
      [5, 'invocation', 'workspaces_create', 'ok', 'ada'],
      [4, 'intent', 'workspaces_create', null, 'ada'],
      [3, 'invocation', 'users_list', 'ok', 'ada'],
      [2, 'credential', 'connections.saved', 'ok', 'ada'],
      [1, 'intent', 'connections.save', null, 'ada'],
    ]);
    expect(page).toEqual({ hasMore: false, next: null });
  });

  test('pages through everything by cursor', async () => {
    const platform = await busy(engine);

    const first = await audit(platform, '?limit=3');
    const second = await audit(platform, `?limit=3&cursor=${first.page.next?.cursor}`);

    expect([first, second].map(({ data }) => data.map(({ seq }) => seq))).toEqual([
      [6, 5, 4],
      [3, 2, 1],
    ]);
    expect([first.page, second.page]).toEqual([
      { hasMore: true, next: { cursor: '4' } },
      { hasMore: false, next: null },
    ]);
  });

  test.each([
    ['?action=workspaces_create', [5, 4]],
    ['?code=ok', [5, 3, 2]],
    ['?code=limited_operation', [6]],
    ['?actor=ada&action=users_list', [3]],
    ['?actor=nobody', []],
    ['?connection=default&limit=1', [6]],
    ['?connection=another', []],
    ['?from=2000-01-01&code=limited_operation', [6]],
    ['?from=2999-01-01T00:00:00%2B02:00', []],
    ['?until=2000-01-01', []],
  ])('filters by %s', async (query, seqs) => {
    const { data } = await audit(await busy(engine), query);

    expect(data.map(({ seq }) => seq)).toEqual(seqs);
  });

  test('tells actual runs, dry runs and repeats apart, by what the details say at their top', async () => {
    const platform = await bootWith(await storedIn(engine));
    await platform.connect();
    const write = (input: object, more: object, headers: Record<string, string>) =>
      platform.call('/actions/workspaces_create/invoke', {
        method: 'POST',
        body: { input, ...more },
        headers,
        tenant: 'acme',
      });
    await write({ name: 'Dry \u0000 \ud800', dryRun: true }, { dry_run: true }, {});
    await write({ name: 'Dry' }, { dry_run: true }, {});
    for (const _ of [1, 2]) await write({ name: 'Once' }, {}, { 'idempotency-key': 'once' });
    await write({ name: 'Nested', tags: { replayed: true, dryRun: true } }, {}, {});

    const seqsOf = async (run: string) => (await audit(platform, `?run=${run}`)).data.map(({ seq }) => seq);

    expect([await seqsOf('actual'), await seqsOf('dry_run'), await seqsOf('repeat')]).toEqual([
      [8, 6, 5, 2, 1],
      [4, 3],
      [7],
    ]);
    expect(await exported(platform, '?run=repeat')).toHaveLength(1);
    expect((await platform.call('//v1/audit?run=deed', { tenant: 'acme' })).body).toMatchObject({
      status: 422,
      detail: expect.stringContaining('run must be one of actual, dry_run, repeat, look_up') as string,
    });
  });

  test('tells what a page looks up from what a person does, lets no write pass for a look-up, and finds parts and what is open', async () => {
    const env = await storedIn(engine);
    const platform = await bootWith(env);
    await platform.connect();
    const run = (action: string, input: object, more: object = {}) =>
      platform.call(`/actions/${action}/invoke`, {
        method: 'POST',
        body: { input, ...more },
        tenant: 'acme',
      });
    await run('users_list', {}, { look_up: true });
    await run('workspaces_create', { name: 'Hidden?' }, { look_up: true });
    await run('users_list', {});
    const database = await openDatabase({ dataDir: env['DATA_DIR'] ?? '', databaseUrl: urlOf(env) });
    const unfinished = facts({ kind: 'intent', action: 'workspaces_archive', code: null, actorId: null });
    await new AuditChain(database, new HeadSeal()).append({ ...unfinished, intent: 'own' });
    await database.close();

    const seqsOf = async (query: string) => (await audit(platform, query)).data.map(({ seq }) => seq);

    expect(await seqsOf('?run=look_up')).toEqual([3]);
    expect(await seqsOf('?run=actual')).toEqual([7, 6, 5, 4, 2, 1]);
    expect(await seqsOf('?action=connections.saved,users_list')).toEqual([6, 3, 2]);
    expect(await seqsOf('?actor_part=DA&action=users_list')).toEqual([6, 3]);
    expect(await seqsOf('?actor_part=the%20plat')).toEqual([7]);
    expect(await seqsOf('?actor_part=a_a')).toEqual([]);
    expect(await seqsOf('?code=open')).toEqual([7]);
    expect((await audit(platform, '?action=workspaces_create')).data).toEqual([
      expect.objectContaining({ seq: 5, actorType: 'user' }),
      expect.objectContaining({ seq: 4, actorType: 'user' }),
    ]);
  });

  test('shows a tenant nothing of another', async () => {
    const platform = await busy(engine);
    await invoke(platform, 'users_list', {}, 'globex');

    const { data } = await audit(platform, '', 'globex');

    expect(data.map(({ action, code }) => [action, code])).toEqual([['users_list', 'credential_missing']]);
  });

  test('exports lines by which everybody can verify the chain', async () => {
    const lines = await exported(await busy(engine));

    let before = '0'.repeat(64);
    for (const line of lines) {
      const { hash, prevHash } = JSON.parse(line) as { hash: string; prevHash: string };
      const text = line.replace(`"hash":"${hash}",`, '').replace(/"persons":\{[^}]*\},/, '');
      expect([createHash('sha256').update(text).digest('hex'), prevHash]).toEqual([hash, before]);
      before = hash;
    }
    expect(lines).toHaveLength(6);
  });

  test('exports what a filter leaves', async () => {
    const lines = await exported(await busy(engine), '?code=ok');

    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([2, 3, 5]);
  });

  test('exports every page of a long chain, and stops when the client goes away', async () => {
    const env = await storedIn(engine);
    const platform = await bootWith(env);
    const database = await openDatabase({ dataDir: env['DATA_DIR'] ?? '', databaseUrl: urlOf(env) });
    const chain = new AuditChain(database, new HeadSeal());
    const details = { input: 'x'.repeat(2000) };
    await Promise.all(Array.from({ length: 1200 }, () => chain.append(facts({ details }))));
    await database.close();

    const lines = await exported(platform);
    await abandoned(platform);
    const after = await audit(platform, '?limit=1');

    expect(lines).toHaveLength(1200);
    expect(after.data).toHaveLength(1);
    expect(platform.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  test('exports nothing of a tenant of which there is nothing', async () => {
    expect(await exported(await bootWith(await storedIn(engine)))).toEqual([]);
  });
});

test.each([
  ['limit=0', 'limit', 'matches', 'limit must be a whole number from 1 to 1000'],
  ['limit=1001', 'limit', 'matches', 'limit must be a whole number from 1 to 1000'],
  ['limit=1&limit=2', 'limit', 'matches', 'limit must be a whole number from 1 to 1000'],
  ['cursor=abc', 'cursor', 'matches', 'cursor must be the one of the page before'],
  [
    'from=2026-02-30',
    'from',
    'moment',
    'from must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z',
  ],
  [
    'until=2026-11-01T24:00Z',
    'until',
    'moment',
    'until must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z',
  ],
  [
    'from=2026-02-30T08:00:00Z',
    'from',
    'moment',
    'from must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z',
  ],
  [
    'until=2026-11-01T08:00:00%2B24:00',
    'until',
    'moment',
    'until must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z',
  ],
  ['actor=a%00da', 'actor', 'storable', 'actor must not hold control characters'],
  [
    'from=yesterday',
    'from',
    'moment',
    'from must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z',
  ],
  [
    'until=2026-13-45',
    'until',
    'moment',
    'until must be a date or a time with its offset, such as 2026-11-01 or 2026-11-01T08:00:00Z',
  ],
  [
    'tenant=globex',
    'tenant',
    'unknown_parameter',
    "tenant is not a parameter of this route's query; the parameters are limit, cursor, action, actor, actor_part, code, connection, run, from, until",
  ],
])('GET /v1/audit?%s is refused with words', async (query, path, rule, message) => {
  const { call } = await bootWith(await storedIn('libsql'));

  const { status, body } = await call(`//v1/audit?${query}`);

  expect(status).toBe(422);
  expect(body).toEqual(
    problem(422, 'Invalid input', {
      code: 'invalid_input',
      blame: 'caller',
      message: `The query is not valid: ${message}.`,
      retry: { allowed: false },
      issues: [{ path, rule, message }],
    }),
  );
});

test.each(['', '/export'])('GET /v1/audit%s wants a token', async (path) => {
  const { url } = await bootWith(await storedIn('libsql'));

  expect((await fetch(`${url}/v1/audit${path}`)).status).toBe(401);
});

test('what is open is found by an index: the entries after an intent are not read one by one', async () => {
  const { DATA_DIR: dataDir = '' } = await storedIn('libsql');
  const database = await openDatabase({ dataDir });
  const { db } = database;
  const open = db
    .selectFrom('audit_entries')
    .select('seq')
    .where(within('acme', { code: 'open' }));

  const plan = await open.explain<{ detail: string }>(undefined, sql`query plan`);
  await database.close();

  expect(plan.map(({ detail }) => detail)).toContainEqual(
    expect.stringContaining('outcome USING INDEX audit_entries_intent'),
  );
});
