import { DEMO_ADMIN_KEY, DEMO_ORGANIZATION_ID } from 'anthropic-admin-simulator';
import { systemRuntime } from '../../../src/kit/http/runtime.js';
import type { OutputOf } from '../../../src/actions/index.js';
import type { APIKey, OrganizationUser } from '../../../src/actions/api-types.generated.js';
import { CONTEXT } from '../../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../../support/boot-simulated.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');
const DAY = 86_400_000;

type Hygiene = OutputOf<'api_keys_hygiene'>;

let booted: Simulated;
let keys: APIKey[];
let members: Set<string>;
/** The last day of use of each key in 90 days, by the legacy report. */
const lastDay = new Map<string, string>();

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${booted.simulator.url}/v1/organizations/${path}`, {
    headers: {
      'x-api-key': DEMO_ADMIN_KEY,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'analytics-usage-cost-2026-08-24',
    },
  });
  return (await response.json()) as T;
}

interface Usage {
  readonly data: {
    readonly starting_at: string;
    readonly results: { readonly api_key_id: string | null }[];
  }[];
}

beforeAll(async () => {
  booted = await bootSimulated({ runtime: { ...systemRuntime, now: () => NOW } }, { seed: 'large' });
  keys = (await get<{ data: APIKey[] }>('api_keys?limit=1000')).data;
  members = new Set((await get<{ data: OrganizationUser[] }>('users?limit=1000')).data.map(({ id }) => id));
  for (let days = 90; days > 0; days -= 30) {
    const day = (before: number): string => new Date(NOW - before * DAY).toISOString().slice(0, 10);
    const { data } = await get<Usage>(
      `usage_report/messages?limit=30&group_by[]=api_key_id&starting_at=${day(days - 1)}T00:00:00Z&ending_at=${day(days - 31)}T00:00:00Z`,
    );
    for (const { starting_at, results } of data)
      for (const { api_key_id: id } of results) if (id !== null) lastDay.set(id, starting_at.slice(0, 10));
  }
}, 60_000);
beforeEach(() => booted.simulator.faults.clear());
afterAll(() => booted.close());

const ask = (input: object, context: object = {}) =>
  booted.connector.invoke('api_keys_hygiene', input, { ...CONTEXT, deadline: NOW + 60_000, ...context });

async function answer(input: object): Promise<Hygiene> {
  const outcome = await ask(input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.data;
}

const idsOf = ({ rows }: Hygiene): string[] => rows.map(({ api_key_id }) => api_key_id).sort();
const idsWhere = (is: (key: APIKey) => boolean): string[] =>
  keys
    .filter((key) => key.status !== 'archived' && is(key))
    .map(({ id }) => id)
    .sort();
const ageOf = ({ created_at }: APIKey): number => (NOW - Date.parse(created_at)) / DAY;

test.each<[string, (key: APIKey) => boolean]>([
  ['owner_left', ({ principal }) => principal?.type === 'user_actor' && !members.has(principal.user_id)],
  [
    'creator_left',
    ({ principal, created_by: by }) => !principal && by?.type === 'user' && !members.has(by.id),
  ],
  ['unused', (key) => key.status === 'active' && !lastDay.has(key.id) && ageOf(key) >= 7],
  [
    'expires_soon',
    ({ status, expires_at: at }) => status === 'active' && at !== null && Date.parse(at) - NOW < 31 * DAY,
  ],
  ['expired', ({ status }) => status === 'expired'],
  ['inactive', ({ status }) => status === 'inactive'],
  ['old', (key) => key.status === 'active' && ageOf(key) >= 366],
])('finds the keys that are %s', async (finding, is) => {
  const expected = idsWhere(is);

  const found = await answer({ findings: [finding], limit: 100 });

  expect(expected.length).toBeGreaterThan(0);
  expect(idsOf(found)).toEqual(expected.slice(0, 100));
  expect(found.findings).toContainEqual({ finding, keys: expected.length });
});

test('says when each key was used last, of the days read only, and what it cost', async () => {
  const cost = await get<{ data: { group: { api_key_id: string | null }; cost: { amount: string } }[] }>(
    'analytics/cost?limit=1000&group_by[]=api_key_id&starting_at=2026-10-22T00:00:00Z&ending_at=2026-11-21T00:00:00Z',
  );
  const costs = new Map(cost.data.map(({ group, cost: { amount } }) => [group.api_key_id, amount]));

  const { rows } = await answer({ show: 'all', limit: 100 });
  const month = await answer({ show: 'all', limit: 100, days: 30 });

  for (const row of rows) {
    const day = lastDay.get(row.api_key_id);
    if (day !== undefined) expect(row.last_used).toBe(`on ${day}`);
    else
      expect(row.last_used).toBe(row.age_days < 90 ? 'not since it was created' : 'not in the last 90 days');
  }
  expect(rows.map(({ last_used }) => last_used).join()).not.toContain('never');
  for (const row of month.rows) expect(row.amount).toBe(costs.get(row.api_key_id) ?? '0');
});

test('has the next step ready, in two steps', async () => {
  const { rows } = await answer({ findings: ['owner_left'], limit: 1 });
  const [{ api_key_id: id, findings }] = rows as [Hygiene['rows'][number]];
  const { next } = findings[0]!;

  expect(next).toEqual({ actionId: 'api_keys_update', input: { api_key_id: id, status: 'inactive' } });
  expect(
    await booted.connector.invokeById(next!.actionId, next!.input, { ...CONTEXT, deadline: NOW + 60_000 }),
  ).toMatchObject({
    ok: true,
    data: { status: 'inactive' },
  });
  const again = await answer({ findings: ['owner_left'], limit: 100 });
  expect(again.rows.find(({ api_key_id }) => api_key_id === id)?.findings[0]?.next).toEqual({
    actionId: 'api_keys_update',
    input: { api_key_id: id, status: 'archived' },
  });
});

test('returns each key once by its cursor, the most urgent first, in few requests', async () => {
  const sent = booted.log().length;
  const first = await answer({});
  expect(booted.log().length - sent).toBeLessThanOrEqual(12);
  expect(first.rows).toHaveLength(20);
  expect(first.summary).toMatch(/^\d+ of \d+ keys need attention: /);

  const found = idsOf(first);
  for (let page = first.next_page; page !== null;) {
    const more = await answer({ page, limit: 60 });
    found.push(...idsOf(more));
    page = more.next_page;
  }

  expect(found).toHaveLength(first.keys_with_findings);
  expect(new Set(found).size).toBe(found.length);
});

test('reads use from the legacy report for an organization with HIPAA readiness', async () => {
  const { settings } = booted.simulator.state.organization(DEMO_ORGANIZATION_ID);
  const { rows, keys_with_findings } = await answer({ show: 'all', limit: 100 });
  settings.hipaaReady = true;
  const outcome = await ask({ show: 'all', limit: 100 });
  settings.hipaaReady = false;

  const costless = { amount: null, amount_usd: null };
  expect(outcome).toMatchObject({
    ok: true,
    data: { keys_with_findings, rows: rows.map((row) => ({ ...row, ...costless })) },
    meta: { warnings: [expect.stringContaining('HIPAA'), 'Cost could not be read.'] as unknown[] },
  });
});

test('finds what it can where use and cost cannot be read, and says what it cannot', async () => {
  booted.simulator.faults.add({
    kind: 'status',
    status: 400,
    times: 'always',
    match: { path: '/v1/organizations/analytics/*' },
  });

  const outcome = await ask({ findings: ['owner_left'] });

  expect(outcome).toMatchObject({
    ok: true,
    data: {
      rows: [{ last_used: 'not known: use could not be read', amount: null }, ...Array<object>(8).fill({})],
    },
    meta: { warnings: expect.arrayContaining(['Cost could not be read.']) as string[] },
  });
});
