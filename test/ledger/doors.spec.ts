import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { lint } from 'focus-lint';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { admin, startAdmin } from '../admin/support/admin.js';
import { bootPlatform, type BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';

jest.setTimeout(120_000);

/** As many days reach into a month that is closed, on any day. */
const BACKFILL_DAYS = 40;
const DAY = 86_400_000;

let platform: BootedPlatform;
let folder: string;
let env: NodeJS.ProcessEnv;
/** A week of a month that was closed before the tests began. */
let week: { from: string; to: string };
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-doors-'));
  env = {
    DATA_DIR: folder,
    LEDGER_NEW_CONNECTIONS: 'on',
    LEDGER_INTERVAL_MS: '1000',
    LEDGER_PAUSE_MS: '50',
    LEDGER_BACKFILL_DAYS: `${BACKFILL_DAYS}`,
    LEDGER_TRAILING_DAYS: `${BACKFILL_DAYS}`,
    LEDGER_HOURLY_DAYS: '1',
    LEDGER_REQUESTS_PER_MINUTE: '10000',
  };
  platform = await bootPlatform({ env });
  env = { ...env, ANTHROPIC_BASE_URL: platform.simulator.url, ANTHROPIC_REQUESTS_PER_MINUTE: '100000' };
  await platform.connect('acme', SECOND_ADMIN_KEY);
  const first = Math.ceil((Date.now() - (BACKFILL_DAYS - 2) * DAY) / DAY) * DAY;
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  week = { from: day(first), to: day(first + 2 * DAY) };
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

const LEDGER = '/connections/default/ledger';
type View = Record<string, unknown> & { synced_at?: string; progress?: number };
const view = async (): Promise<View> => (await platform.call(LEDGER)).body as View;

/** Waits for a sync that begins after this moment and has ended well. */
async function synced(): Promise<void> {
  for (let nth = 0; nth < 2; nth += 1) {
    const before = (await view()).synced_at;
    await until(async () => {
      const { synced_at, progress } = await view();
      return progress === 1 && synced_at !== undefined && synced_at !== before;
    });
  }
}

interface Changes {
  readonly summary: string;
  readonly changes: Record<string, unknown>[];
  readonly next_page: string | null;
}
const SINCE = { since: '2026-01-01T00:00:00Z' };
const asked = (input: object) =>
  platform.call('/actions/spend_changes/invoke', { method: 'POST', body: { input } });
const changes = async (input: object = {}): Promise<Changes> =>
  ((await asked({ ...SINCE, ...input })).body as { data: Changes }).data;

const download = async (query = ''): Promise<{ status: number; text: string; asOf: string | null }> => {
  const { from, to } = week;
  const url = `${platform.url}/v1/connectors/anthropic/spend/export?from=${from}&to=${to}${query}`;
  const headers = { authorization: `Bearer ${await signedToken({ tenantId: 'acme' })}` };
  const response = await fetch(url, { headers });
  return {
    status: response.status,
    text: await response.text(),
    asOf: response.headers.get('x-ledger-as-of'),
  };
};

const exportArgs = (out: string, ...more: string[]): string[] => {
  const range = ['--from', week.from, '--to', week.to];
  return ['spend', 'export', '--tenant', 'acme', ...range, '--out', join(folder, out), ...more];
};
const exported = (out: string, ...more: string[]) => admin(env, ...exportArgs(out, ...more));
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** Restates every day, in another way for each seed. */
async function restate(seed: number): Promise<void> {
  platform.simulator.faults.clear();
  platform.simulator.faults.add({ kind: 'restated', share: 100, days: 1, seed });
  await synced();
}

it('keeps a ledger of a new connection by itself, and says how far it is', async () => {
  await synced();

  const { body, status } = await platform.call(LEDGER);
  expect(status).toBe(200);
  expect(body).toEqual({
    state: 'on',
    progress: 1,
    days: { from: expect.any(String), until: expect.any(String) },
    hours: { from: expect.any(String), until: expect.any(String) },
    data_refreshed_at: expect.any(String),
    synced_at: expect.any(String),
    next_sync_at: expect.any(String),
    versions: expect.any(Number),
  });
  expect(await changes()).toMatchObject({
    summary: 'No daily figures were restated since 2026-01-01T00:00:00Z.',
    changes: [],
    next_page: null,
  });
});

it('exports what was kept: the same bytes after the API has restated it, and corrections of a closed month', async () => {
  buildWhenStale(['platform']);
  const before = await download();
  expect(before.asOf).toMatch(/^20\d\d-/);
  await exported('whole.csv');
  const { process: child, ended } = startAdmin(env, ...exportArgs('killed.csv'));
  while (!existsSync(join(folder, 'killed.csv.part.json')) && child.exitCode === null) await wait(1);
  child.kill('SIGKILL');
  await ended;

  await restate(1);

  const said = await exported('killed.csv');
  expect(said.stdout).toContain('continued from an earlier run.');
  expect(said.stdout).toContain(`From the ledger as of 20`);
  expect(read('killed.csv')).toBe(read('whole.csv'));
  expect(read('whole.csv')).toBe(before.text);
  const now = await download();
  expect(now.text).not.toBe(before.text);
  expect((await download(`&as_of=${before.asOf}`)).text).toBe(before.text);
  await exported('earlier.csv', '--as-of', String(before.asOf));
  expect(read('earlier.csv')).toBe(before.text);

  const focus = await download('&format=focus');
  const result = await lint(Readable.from([focus.text]), { version: '1.4' });
  expect(result.findings.filter(({ rule }) => rule !== 'column-recommended')).toEqual([]);
  const classes = focus.text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[CHARGE_CLASS]);
  expect(new Set(classes)).toEqual(new Set(['Correction']));
  await exported('now.focus', '--format', 'focus');
  expect(read('now.focus')).toBe(focus.text);
});

const CHARGE_CLASS = 7;

it('gives the file that the API gives, but for what it knows of corrections', async () => {
  const kept = await download();
  await platform.call(LEDGER, { method: 'DELETE' });
  const reported = await download();
  await platform.call(LEDGER, { method: 'PUT' });
  await synced();

  expect([kept.asOf, reported.asOf]).toEqual([expect.any(String), null]);
  expect(kept.text.replace(/,correction\r$/gm, ',\r')).toBe(reported.text.replace(/,correction\r$/gm, ',\r'));
});

it('lists what was restated, page by page, each once', async () => {
  await restate(2);
  const all = await changes({ limit: 1000 });
  const limit = Math.ceil(all.changes.length / 3);
  const pages: Record<string, unknown>[] = [];
  let page: string | null = null;
  do {
    const next: Changes = await changes({ limit, ...(page === null ? {} : { page }) });
    pages.push(...next.changes);
    page = next.next_page;
  } while (page !== null);

  expect(all.changes.length).toBeGreaterThan(100);
  expect(pages.slice(0, 1_000)).toEqual(all.changes);
  expect(new Set(pages.map((change) => JSON.stringify(change))).size).toBe(pages.length);
  expect(all.changes[0]).toMatchObject({
    is_correction: true,
    group: { workspace: expect.any(String) },
    before: {},
    after: {},
    change_usd: expect.stringMatching(/^-?\d/),
  });
  expect(all.summary).toMatch(
    /^\d+ daily figures restated since 2026-01-01T00:00:00Z.* in a month that was closed/,
  );
  expect(all.changes.every(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))).toBe(
    true,
  );
  expect((await changes()).changes).toHaveLength(25);
  expect((await changes({ since: new Date(Date.now() + DAY).toISOString() })).changes).toEqual([]);
  expect((await changes({ bucket: 'hour', limit: 1 })).changes[0]).toMatchObject({ is_correction: false });
  const named = await changes({ limit: 1, resolve_names: true });
  expect(named.changes[0]).toMatchObject({ names: { workspace: expect.any(String) } });

  const { next_page: cursor } = await changes({ limit: 1 });
  expect(await asked({ ...SINCE, bucket: 'hour', page: cursor })).toMatchObject({
    status: 422,
    body: expect.objectContaining({ detail: expect.stringContaining('to the same input') }),
  });
});

it.each(['analytics_cost_list', 'analytics_usage_list'])(
  'shows and exports nothing of the ledger while %s is switched off',
  async (action) => {
    const flip = (enabled: boolean) =>
      platform.call(`/actions/${action}/switch`, { method: 'PUT', body: { enabled } });
    await flip(false);
    const [refused, file] = [await asked(SINCE), await download()];
    await flip(true);

    expect(refused).toMatchObject({
      status: 403,
      body: expect.objectContaining({ code: 'action_disabled' }),
    });
    expect(file).toMatchObject({ status: 403, text: expect.stringContaining('action_disabled') });
  },
);

it.each<[string, string, string]>([
  ['GET', '', 'anthropic:connections:read'],
  ['PUT', '', 'anthropic:connections:write'],
  ['DELETE', '', 'anthropic:connections:write'],
])('%s ledger%s requires %s, and a connection of the tenant', async (method, path, permission) => {
  const others = ['anthropic:connections:read', 'anthropic:connections:write', 'anthropic:read'];
  const permissions = others.filter((one) => one !== permission);
  const token = await signedToken({ permissions });

  const refused = await platform.call(`${LEDGER}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  });
  const elsewhere = await platform.call(`${LEDGER}${path}`, { method, tenant: 'nobody' });

  expect([refused.status, refused.body]).toEqual([
    403,
    expect.objectContaining({ code: 'permission_missing' }),
  ]);
  expect([elsewhere.status, elsewhere.body]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
});

it.each<[string, number, string]>([
  ['&as_of=soon', 422, 'as_of must be a date or a time with its offset'],
  ['&as_of=2026-01-02T00:00:00Z', 409, 'Of that moment, no ledger of this connection has anything.'],
])('refuses an export with %s', async (query, status, message) => {
  expect(await download(query)).toMatchObject({ status, text: expect.stringContaining(message) });
});

it.each<[string[], number, string]>([
  [['--as-of', 'soon'], 2, '--as-of must be a time with its offset, such as 2026-11-04T00:00:00Z.'],
  [['--as-of', '2026-01-02'], 1, 'Of that moment, no ledger of this connection has anything. Leave'],
  [['--as-of', '2100-01-01', '--to', '2100-01-01'], 2, 'must be at most'],
  [['--as-of', '2100-01-01', '--from', '2026-01-01'], 1, 'Of that moment, the ledger has the days from'],
])('spend export %j is refused', async (args, code, message) => {
  expect(await exported('none.csv', ...args)).toEqual({
    code,
    stdout: '',
    stderr: expect.stringContaining(message),
  });
});

it('is switched off and on by commands and by routes, and stays off', async () => {
  const listed = await admin(env, 'ledger', 'list');
  expect(listed.stdout).toMatch(/^acme \/ default +100 % .* synchronized at 20.*\n(.*\n)*1 ledger\.\n$/);
  expect(await admin(env, 'ledger', 'off', '--tenant', 'acme')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('add --accept-loss'),
  });
  expect(await admin(env, 'ledger', 'on', '--tenant', 'nobody')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no connection default of nobody.'),
  });

  const off = await admin(env, 'ledger', 'off', '--tenant', 'acme', '--accept-loss');
  expect(off).toMatchObject({ code: 0, stdout: 'The spend of acme / default is not kept.\n' });
  // As long as a round takes, which would switch it on again if nobody had decided.
  await wait(500);
  expect(await view()).toEqual({ state: 'off' });
  expect(await asked(SINCE)).toMatchObject({
    status: 409,
    body: expect.objectContaining({ code: 'conflict' }),
  });
  expect((await admin(env, 'ledger', 'list')).stdout).toBe('0 ledgers.\n');

  const on = await admin(env, 'ledger', 'on', '--tenant', 'acme', '--json');
  expect(JSON.parse(on.stdout)).toMatchObject({ tenant: 'acme', connection: 'default', state: 'on' });
  await until(async () => (await view()).synced_at !== undefined);
  expect(await platform.call(LEDGER, { method: 'DELETE' })).toMatchObject({ status: 204, body: undefined });
  expect(await view()).toEqual({ state: 'off' });
  expect((await platform.call(LEDGER, { method: 'PUT' })).body).toMatchObject({ state: 'on', progress: 0 });
  const { stdout } = await admin(
    env,
    'audit',
    'query',
    '--tenant',
    'acme',
    '--action',
    'ledger.switched_on,ledger.switched_off',
  );
  for (const action of ['ledger.switched_on', 'ledger.switched_off']) expect(stdout).toContain(action);
});
