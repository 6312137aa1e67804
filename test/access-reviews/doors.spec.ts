import { verify } from 'node:crypto';
import type { Outcome } from 'anthropic-admin-connector';
import { ReviewStore } from '../../platform/src/access-reviews/review-store.js';
import { openDatabase, type Database } from '../../platform/src/database/database.js';
import { admin } from '../admin/support/admin.js';
import { storedIn } from '../database/support/boot-stored.js';
import { ROW_SEAL } from '../database/support/connections.js';
import { ENGINES, testDatabase } from '../database/support/test-database.js';
import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import { signedToken } from '../platform/support/tokens.js';
import { afterTest } from '../support/cleanup.js';

jest.setTimeout(120_000);

interface Row {
  readonly row: number;
  readonly id: string;
  readonly next?: object;
  readonly decided?: object;
}
interface Data {
  readonly review: { readonly review_id: string; readonly rows: number };
  readonly reviews: readonly { readonly review_id: string; readonly decided: number }[];
  readonly rows: readonly Row[];
  readonly next_page: string | null;
}

let env: Record<string, string>;
let platform: BootedMcp;

async function boot(engine: (typeof ENGINES)[number], more = {}): Promise<void> {
  env = { ...(await storedIn(engine)), ...more };
  platform = await bootMcp({ env });
  afterTest(() => platform.close());
}

const database = async (): Promise<Database> => {
  const { DATA_DIR: dataDir = '', DATABASE_URL: url } = env;
  const opened = await openDatabase({ dataDir, ...(url !== undefined && { databaseUrl: new URL(url) }) });
  afterTest(() => opened.close());
  return opened;
};

const run = async (action: string, input: object, headers = {}) => {
  const { status, body } = await platform.call(`/actions/${action}/invoke`, {
    method: 'POST',
    body: { input },
    headers,
  });
  return { status, body: body as { data: Data; error?: object; detail?: string; code?: string } };
};

const raw = async (path: string, claims = {}) =>
  fetch(`${platform.url}/v1/access-reviews/${path}`, {
    headers: { authorization: `Bearer ${await signedToken(claims)}` },
  });

const begin = async (): Promise<string> => {
  const { status, body } = await run('access_review_create', { title: 'Q4' });
  expect([status, body]).toEqual([200, expect.anything()]);
  return body.data.review.review_id;
};

test.each(ENGINES)('is made, read in pages, decided and exported with a signature, on %s', async (engine) => {
  await boot(engine);
  const review_id = await begin();

  const first = (await run('access_review_list', { review_id, limit: 3 })).body.data;
  const page = first.next_page;
  const second = (await run('access_review_list', { review_id, limit: 3, page })).body.data;
  const client = await platform.client();
  const decided = (
    await client.call('anthropic_access_review_decide', {
      review_id,
      rows: [1, 2],
      decision: 'remove',
      note: 'No need.',
    })
  ).outcome as unknown as Outcome<Data>;
  await run('access_review_decide', { review_id, rows: [3], decision: 'later' });
  const open = (await run('access_review_list', { review_id, show: 'open', limit: 1 })).body.data;
  const listed = (await run('access_review_list', {})).body.data;
  const missing = await run('access_review_decide', { review_id, rows: [4, 4999], decision: 'keep' });

  expect([first, second].map(({ rows }) => rows.map(({ row }) => row))).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(decided).toMatchObject({
    ok: true,
    data: { rows: [{ row: 1, decided: { decision: 'remove', note: 'No need.', by: 'ada' } }, { row: 2 }] },
  });
  expect(open.rows).toMatchObject([{ row: 3, decided: { decision: 'later', by: 'ada' } }]);
  expect(listed.reviews).toMatchObject([{ review_id, decided: 2, title: 'Q4', created_by: 'ada' }]);
  expect([missing.status, JSON.stringify(missing.body)]).toEqual([
    409,
    expect.stringContaining('none was decided'),
  ]);
  expect(platform.simulator.journal.entries().filter(({ method }) => method !== 'GET')).toEqual([]);

  const { public_key: key, key_id } = (await (await raw('signing-key')).json()) as Record<string, string>;
  const text = await (await raw(`${review_id}/export?format=ndjson`)).text();
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const last = JSON.parse(text.slice(end)) as { value: string };
  const isSigned = (signed: string, signature: string): boolean =>
    verify(null, Buffer.from(signed), key ?? '', Buffer.from(signature, 'base64'));
  expect(last).toMatchObject({ type: 'signature', algorithm: 'Ed25519', key_id });
  expect(isSigned(text.slice(0, end), last.value)).toBe(true);
  expect(isSigned(text.slice(0, end).replace('No need.', 'Needed.'), last.value)).toBe(false);
  expect(
    text
      .split('\n')
      .slice(0, 2)
      .map((line) => JSON.parse(line) as object),
  ).toMatchObject([
    { type: 'access_review', id: review_id, connection: 'default', decided: 2 },
    { type: 'row', row: 1, decided: { decision: 'remove' } },
  ]);
  const csv = await raw(`${review_id}/export?format=csv`);
  const lines = await csv.text();
  expect(isSigned(lines, csv.headers.get('x-signature-ed25519') ?? '')).toBe(true);
  expect(lines.split('\r\n')).toHaveLength(2 + text.split('\n').length - 3);
});

test.each(ENGINES)('is no evidence once a row was altered or removed, on %s', async (engine) => {
  await boot(engine);
  const { db } = await database();
  const altered = await begin();
  await db
    .updateTable('access_review_rows')
    .set({
      decided: 'keep',
      decision: JSON.stringify({ decision: 'keep', by: 'eve', at: '2026-11-30T00:00:00Z' }),
    })
    .where('review_id', '=', altered)
    .where('row_number', '=', 2)
    .execute();
  const shorter = await begin();
  await db
    .deleteFrom('access_review_rows')
    .where('review_id', '=', shorter)
    .where('row_number', '=', 2)
    .execute();
  const moved = await begin();
  await db.updateTable('access_reviews').set({ created_by: 'eve' }).where('id', '=', moved).execute();

  for (const review_id of [altered, shorter, moved]) {
    const listed = await run('access_review_list', { review_id });
    const exported = await raw(`${review_id}/export`);
    expect([listed.status, JSON.stringify(listed.body)]).toEqual([
      409,
      expect.stringContaining('was altered'),
    ]);
    expect([exported.status, await exported.text()]).toEqual([409, expect.stringContaining('was altered')]);
  }
  const decided = await run('access_review_decide', { review_id: altered, rows: [2], decision: 'keep' });
  expect(decided.status).toBe(409);
});

test('has bounds, belongs to its tenant, and needs permissions', async () => {
  await boot('libsql', { ACCESS_REVIEWS_PER_TENANT: '1' });
  const review_id = await begin();

  const full = await run('access_review_create', {});
  const foreign = await raw(`${review_id}/export`, { tenantId: 'other' });
  const powerless = await raw(`${review_id}/export`, { roles: [], permissions: ['anthropic:read'] });
  const unknown = await raw('arv_none/export');
  const form = await raw(`${review_id}/export?format=pdf`);

  expect([full.status, JSON.stringify(full.body)]).toEqual([
    409,
    expect.stringContaining('This tenant has 1 access reviews, the most that are kept.'),
  ]);
  expect([foreign, powerless, unknown, form].map(({ status }) => status)).toEqual([404, 403, 404, 422]);
});

test('erases a person who has decided, and whom a row is about; the rest stays evidence', async () => {
  await boot('libsql');
  const review_id = await begin();
  const { rows } = (await run('access_review_list', { review_id })).body.data;
  await run('access_review_decide', { review_id, rows: [1], decision: 'keep', note: 'Ada knows.' });
  const which = ['--tenant', 'acme', '--accept-loss'];

  await admin(env, 'erase', ...which, '--person', 'ada');
  await admin(env, 'erase', ...which, '--person', rows[1]?.id ?? '');

  const text = await (await raw(`${review_id}/export`)).text();
  expect(
    text
      .split('\n')
      .slice(0, 3)
      .map((line) => JSON.parse(line) as object),
  ).toMatchObject([
    { by: '[erased]' },
    { row: 1, decided: { by: '[erased]', note: '[erased]' } },
    { row: 2, id: '[erased]', name: '[erased]' },
  ]);
  expect(text).not.toContain(rows[1]?.id);
});

test.each(ENGINES)('forgets reviews that were kept long enough, on %s', async (engine) => {
  const opened = await testDatabase(engine);
  const owner = { connector: 'anthropic', tenantId: 'acme', connection: 'default' };
  let now = Date.parse('2026-11-30T00:00:00Z');
  const store = new ReviewStore(opened, ROW_SEAL, { perTenant: 5, keepMs: 86_400_000 }, () => now);
  const row = {
    subject: 'member',
    reasons: ['organization_admin'],
    text: '',
    id: 'user_1',
    name: 'A',
  } as const;
  const review = { title: 'Q4', by: 'ada', days: 60, unread: [], rows: [row] };
  const old = await store.add(owner, { ...review, at: '2026-11-30T00:00:00.000Z' });
  now += 86_400_001;
  const young = await store.add(owner, { ...review, at: '2026-12-01T00:00:00.000Z' });

  await store.forget();

  expect(await store.find(owner, old.id)).toBeUndefined();
  expect(await store.find({ ...owner, organizationId: 'another' }, young.id)).toBeUndefined();
  expect((await store.latest(owner, 10)).map(({ id }) => id)).toEqual([young.id]);
  expect(await opened.db.selectFrom('access_review_rows').select('review_id').execute()).toEqual([
    { review_id: young.id },
  ]);
});
