import { failure } from './support/ask.js';
import { HOUR, boot } from './support/boot.js';

const PATH = '/usage_report/claude_code';

it('gives a record for each user, with the cost as a number of cents', async () => {
  const { get, demo } = await boot();

  const { body } = await get(PATH, { starting_at: '2026-11-18', limit: 1000 });

  const record = body.data.find(({ actor }: { actor: { type: string } }) => actor.type === 'user_actor');
  const [model] = record.model_breakdown;
  expect(record).toMatchObject({
    date: '2026-11-18T00:00:00Z',
    actor: { type: 'user_actor', email_address: expect.stringContaining('@acme-robotics.example') },
    organization_id: demo.organizationId,
    customer_type: 'api',
  });
  expect(model.estimated_cost).toEqual({ currency: 'USD', amount: expect.any(Number) });
});

it('names the key where there is no person', async () => {
  const { get } = await boot();

  const { body } = await get(PATH, { starting_at: '2026-11-18', limit: 1000 });

  expect(body.data.map(({ actor }: { actor: object }) => actor)).toContainEqual({
    type: 'api_actor',
    api_key_name: 'claude-code-backend',
  });
});

it('pages through records without loss', async () => {
  const { get } = await boot();
  const all = (await get(PATH, { starting_at: '2026-11-18', limit: 1000 })).body;
  const first = (await get(PATH, { starting_at: '2026-11-18', limit: 3 })).body;

  const rest = (await get(PATH, { starting_at: '2026-11-18', limit: 1000, page: first.next_page })).body;

  expect([...first.data, ...rest.data]).toEqual(all.data);
  expect([first.has_more, rest.has_more, rest.next_page]).toEqual([true, false, null]);
});

it('serves only what is older than an hour', async () => {
  const { simulator, get } = await boot();
  simulator.clock.set(Date.parse('2026-11-25T00:59:00Z'));

  const early = (await get(PATH, { starting_at: '2026-11-25' })).body;
  simulator.clock.advance(12 * HOUR);
  const later = (await get(PATH, { starting_at: '2026-11-25' })).body;

  expect(early).toEqual({ data: [], has_more: false, next_page: null });
  expect(later.data.length).toBeGreaterThan(0);
});

it.each([
  ['no day', {}, 'starting_at: Field required'],
  [
    'a time',
    { starting_at: '2026-11-18T00:00:00Z' },
    'starting_at: Input should be a valid date in YYYY-MM-DD format',
  ],
  [
    'a day that is none',
    { starting_at: '2026-11-31' },
    'starting_at: Input should be a valid date in YYYY-MM-DD format',
  ],
])('refuses %s', async (_what, query, message) => {
  const { get } = await boot();

  expect(failure(await get(PATH, query))).toEqual({ status: 400, type: 'invalid_request_error', message });
});
