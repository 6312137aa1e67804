import { DEMO_ADMIN_KEY, type SimulatorOptions } from 'anthropic-admin-simulator';
import { systemRuntime } from '../../../src/kit/http/runtime.js';
import type { OutputOf } from '../../../src/actions/index.js';
import type { ClaudeCodeUsageRecord } from '../../../src/actions/api-types.generated.js';
import { CONTEXT } from '../../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../../support/boot-simulated.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');
let now = NOW;
const RANGE = { first_day: '2026-11-01', last_day: '2026-11-14' };

let booted: Simulated;
beforeAll(async () => {
  const simulated: SimulatorOptions = { seed: 'large' };
  booted = await bootSimulated({ runtime: { ...systemRuntime, now: () => now } }, simulated);
});
beforeEach(() => {
  now = NOW;
  booted.simulator.faults.clear();
});
afterAll(() => booted.close());

const ask = (input: object, context: object = {}) =>
  booted.connector.invoke('claude_code_summary', input, { ...CONTEXT, deadline: now + 60_000, ...context });

async function answer(input: object): Promise<OutputOf<'claude_code_summary'>> {
  const outcome = await ask(input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.data;
}

/** The records of the simulator, without the connector. */
async function truth(): Promise<ClaudeCodeUsageRecord[]> {
  const records: ClaudeCodeUsageRecord[] = [];
  for (let day = 1; day < 15; day += 1) {
    const date = `2026-11-${String(day).padStart(2, '0')}`;
    const response = await fetch(
      `${booted.simulator.url}/v1/organizations/usage_report/claude_code?starting_at=${date}&limit=1000`,
      { headers: { 'x-api-key': DEMO_ADMIN_KEY, 'anthropic-version': '2023-06-01' } },
    );
    records.push(...((await response.json()) as { data: ClaudeCodeUsageRecord[] }).data);
  }
  return records;
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const who = ({ actor }: ClaudeCodeUsageRecord): string =>
  actor.type === 'api_actor' ? actor.api_key_name : actor.email_address;

test('adds up what the records say, in all and by person', async () => {
  const records = await truth();
  const cost = (some: readonly ClaudeCodeUsageRecord[]): number =>
    sum(some, ({ model_breakdown }) => sum(model_breakdown, ({ estimated_cost }) => estimated_cost.amount));

  const { totals, rows, ...rest } = await answer({ ...RANGE, limit: 1_000 });

  expect(totals).toMatchObject({
    sessions: sum(records, ({ core_metrics }) => core_metrics.num_sessions),
    lines_added: sum(records, ({ core_metrics }) => core_metrics.lines_of_code.added),
    commits: sum(records, ({ core_metrics }) => core_metrics.commits_by_claude_code),
    edits_accepted: sum(records, ({ tool_actions }) =>
      sum(Object.values(tool_actions), (one) => one.accepted),
    ),
    amount: String(cost(records)),
  });
  expect(Number(totals.amount_usd)).toBeCloseTo(cost(records) / 100, 6);
  expect(rest.people).toBe(new Set(records.map(who)).size);
  expect(rows).toHaveLength(rest.people);
  for (const row of rows) {
    const own = records.filter((record) => who(record) === row.who);
    expect(row).toMatchObject({
      amount: String(cost(own)),
      active_days: new Set(own.map(({ date }) => date)).size,
      last_day: own
        .map(({ date }) => date.slice(0, 10))
        .sort()
        .at(-1),
    });
  }
  expect(rest.summary).toContain(`${rest.people} people and API keys used Claude Code`);
});

test('tells who is a member, and which members did not use it', async () => {
  const { rows, idle, licensed } = await answer({ ...RANGE, show: 'idle', limit: 1_000 });
  const people = await answer({ ...RANGE, limit: 1_000 });

  const used = new Set(people.rows.map(({ user_id }) => user_id));
  expect(rows).toHaveLength(idle);
  expect(idle).toBeGreaterThan(0);
  expect(rows.every(({ role }) => ['admin', 'claude_code_user', 'developer'].includes(role!))).toBe(true);
  expect(rows.some(({ user_id }) => used.has(user_id))).toBe(false);
  expect(people.rows.filter(({ role }) => role === 'claude_code_user').length + idle).toBeLessThanOrEqual(
    licensed,
  );
});

test('has few rows by default, and each of them once by its cursor, which belongs to its query', async () => {
  const all = await answer({ ...RANGE, limit: 1_000 });
  const found: unknown[] = [];
  let page: string | null | undefined;
  do {
    const one = await answer({ ...RANGE, limit: 7, ...(page ? { page } : {}) });
    found.push(...one.rows);
    page = one.next_page;
  } while (page !== null);

  expect(found).toEqual(all.rows);
  const first = await answer(RANGE);
  expect(first.rows).toHaveLength(20);
  const refused = { ok: false, error: { code: 'invalid_input', issues: [{ path: 'page' }] } };
  expect(await ask({ ...RANGE, show: 'idle', page: first.next_page })).toMatchObject(refused);
  for (const [actionId, input] of Object.entries({ spend_query: RANGE, api_keys_hygiene: {} })) {
    const asked = booted.connector.invokeById(actionId, { ...input, page: first.next_page }, CONTEXT);
    expect(await asked).toMatchObject(refused);
  }
});

test('a cursor keeps the days of its first page', async () => {
  const input = { range: 'last_7_days', limit: 3 };
  const { next_page: page, ...first } = await answer(input);
  now += 24 * 60 * 60 * 1_000;

  expect(await answer({ ...input, page: page! })).toMatchObject({
    first_day: first.first_day,
    last_day: first.last_day,
    totals: first.totals,
  });
});

test('reports pages and records of all that it reads', async () => {
  const seen: { pages: number; items: number }[] = [];
  const outcome = await ask(RANGE, { onProgress: (read: (typeof seen)[number]) => seen.push(read) });
  if (!outcome.ok) throw new Error(outcome.error.message);

  expect(seen.map(({ pages }) => pages)).toEqual(seen.map((_, nth) => nth + 1));
  expect(seen).toHaveLength(outcome.meta.attempts);
  expect(seen.at(-1)!.items).toBeGreaterThan((await truth()).length);
});

test('is partial where a day cannot be read, and says so', async () => {
  const outcome = await ask(RANGE, { maxPages: 5 });

  expect(outcome).toMatchObject({
    ok: true,
    data: { summary: expect.stringMatching(/incomplete/) },
    meta: { partial: { reason: 'page_budget' } },
  });
});
