import fc from 'fast-check';
import type { OutputOf } from 'anthropic-admin-connector';
import { runTool, type ToolResult, type ToolSource } from 'anthropic-admin-connector/tools';
import { cutJson, jsonBytes } from '../../src/tools/cut-json.js';
import { CONTEXT } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';

let world: Simulated;
beforeAll(async () => {
  world = await bootSimulated({}, { clock: () => Date.parse('2026-12-05T10:30:00Z') });
});
afterAll(() => world.close());

const bytesOf = ({ content }: ToolResult): number =>
  content.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

const COST = {
  starting_at: '2026-11-01T00:00:00Z',
  limit: 31,
  group_by: ['workspace_id', 'description'],
};

it.each([
  ['cost_report_get', COST, 'workspace_id, description'],
  [
    'usage_report_messages',
    { starting_at: '2026-11-01T00:00:00Z', limit: 31, group_by: ['model', 'api_key_id'] },
    'model, api_key_id',
  ],
] as const)(
  'cuts %s of 31 days after a whole day, and says how to ask for less',
  async (id, input, groups) => {
    const whole = await world.connector.invokeById(id, input, CONTEXT);
    const days = (whole as { data: OutputOf<typeof id> }).data.data;
    const bytes = jsonBytes((whole as { data: object }).data);
    expect([days.length, bytes > 500_000]).toEqual([31, true]);

    const result = await runTool(world.connector, `anthropic_${id}`, input, CONTEXT);

    const [data, notes] = result.content.map(({ text }) => text);
    const { data: shown } = JSON.parse(data!) as { data: object[] };
    expect(bytesOf(result)).toBeLessThanOrEqual(100_000);
    expect(bytesOf(result)).toBeGreaterThan(60_000);
    expect(shown).toEqual(days.slice(0, shown.length));
    const message = `The first ${shown.length} of 31 items are shown, because a result has at most 100000 bytes. The whole is ${bytes} bytes. To read all of it, call anthropic_${id} with limit ${shown.length}, then with the cursor that its result gives. Fewer values in group_by make it smaller; these were given: ${groups}.`;
    expect(notes).toBe(`This result is partial. ${message}`);
    expect(result.outcome).toMatchObject({
      ok: true,
      data: { data: shown },
      page: { hasMore: true, next: null },
      meta: { partial: { reason: 'max_bytes', message, shown: shown.length, items: 31, bytes } },
    });
  },
);

it('reads all of a report by the advice that it gives', async () => {
  const name = 'anthropic_cost_report_get';
  const whole = await world.connector.invoke('cost_report_get', COST as never, CONTEXT);
  const cut = await runTool(world.connector, name, COST, CONTEXT);
  const [, limit] = /with limit (\d+)/.exec(cut.content[1]!.text)!;

  const days: object[] = [];
  const input = { ...COST, limit: Number(limit) };
  for (let next: object | null = {}; next !== null;) {
    const { outcome } = await runTool(world.connector, name, { ...input, ...next }, CONTEXT);
    expect(outcome).not.toHaveProperty('meta.partial');
    const page = outcome as { data: { data: object[] }; page: { next: object | null } };
    days.push(...page.data.data);
    next = page.page.next;
  }

  expect(days.slice(0, 31)).toEqual((whole as { data: { data: object[] } }).data.data);
});

it('leaves a result as it is that fits', async () => {
  const { outcome, content } = await runTool(world.connector, 'anthropic_users_list', { limit: 2 }, CONTEXT);

  expect(outcome).toMatchObject({ page: { hasMore: true, next: { after_id: expect.any(String) } } });
  expect(content[1]?.text).toMatch(/^There is more: call anthropic_users_list again with \{"after_id":/);
});

it('refuses a bound that leaves no room for what has to be said', async () => {
  const run = runTool(world.connector, 'anthropic_users_list', {}, CONTEXT, { maxBytes: 9_999 });

  await expect(run).rejects.toThrow('maxBytes must be at least 10000; it is 9999.');
});

/** A connector whose one action answers with what is given. */
const answering = (answer: object, itemsField?: string): ToolSource => ({
  manifest: { id: 'zoo', packs: {} },
  list: () => [],
  describe: (id) =>
    id === 'lions_list' ? { ...world.connector.describe('users_list')!, id, itemsField } : undefined,
  planById: world.connector.planById,
  invokeById: async (actionId) =>
    ({ actionId, meta: { requestId: 'r', durationMs: 1, attempts: 1 }, ...answer }) as never,
});

describe('any answer', () => {
  const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });
  const blownUp = fc.tuple(json, fc.integer({ min: 1, max: 3_000 })).map(([value, times]) => ({
    data: Array.from({ length: times }, () => value),
    text: JSON.stringify(value).repeat(times),
  }));

  it.each([[undefined], ['data']])(
    'is cut to its bytes, and stays JSON (items in %s)',
    async (itemsField) => {
      await fc.assert(
        fc.asyncProperty(blownUp, fc.integer({ min: 10_000, max: 50_000 }), async (data, maxBytes) => {
          const connector = answering({ ok: true, data }, itemsField);

          const result = await runTool(connector, 'zoo_lions_list', {}, CONTEXT, { maxBytes });

          expect(bytesOf(result)).toBeLessThanOrEqual(maxBytes);
          expect((result.outcome as { data: unknown }).data).toEqual(JSON.parse(result.content[0]!.text));
          expect(jsonBytes(result.outcome)).toBeLessThanOrEqual(maxBytes + 2_000);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('that fails is cut too', async () => {
    const error = {
      code: 'invalid_input',
      blame: 'caller',
      message: 'x is not a field; '.repeat(20_000),
      fix: 'Leave it out.',
      retry: { allowed: false },
      issues: Array.from({ length: 20_000 }, (_, nth) => ({ path: `x${nth}`, rule: 'r', message: 'm' })),
    };

    const result = await runTool(answering({ ok: false, error }), 'zoo_lions_list', {}, CONTEXT);

    expect(bytesOf(result)).toBeLessThanOrEqual(100_000);
    expect(jsonBytes(result.outcome)).toBeLessThanOrEqual(100_000);
    expect(result.content[0]?.text).toContain('bytes left out]\nLeave it out.\nThe same call again will not');
  });

  it('whose first item alone is too large is shown in part', async () => {
    const data = { data: [{ id: 'lion_1', cubs: Array.from({ length: 9_000 }, (_, nth) => ({ nth })) }, {}] };

    const { content, outcome } = await runTool(
      answering({ ok: true, data, page: { hasMore: false, next: null } }, 'data'),
      'zoo_lions_list',
      {},
      CONTEXT,
      { maxBytes: 20_000 },
    );

    const [lion, ...more] = (JSON.parse(content[0]!.text) as typeof data).data;
    expect(more).toEqual([]);
    expect(lion).toMatchObject({ id: 'lion_1', cubs: expect.arrayContaining([{ nth: 0 }, { nth: 1_000 }]) });
    expect(content[1]?.text).toMatch(
      /^This result is partial\. A part of the first of 2 items is shown, because it alone is larger than 20000 bytes\./,
    );
    expect(outcome).toMatchObject({ page: { hasMore: true, next: null } });
  });
});

it('keeps the small fields of an object and the order of all', () => {
  const value = { id: 'x', list: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], text: 'y'.repeat(500), end: true };

  expect(JSON.stringify(cutJson(value, 90))).toBe(
    '{"id":"x","list":[1,2,3,4,5,6,7,8,9,10],"text":"[502 bytes left out]","end":true}',
  );
});
