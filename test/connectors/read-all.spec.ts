import { bootPlatform, type Answer, type BootedPlatform } from '../platform/support/boot-platform.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect();
});
beforeEach(() => platform.simulator.reset());
afterAll(() => platform.close());

const MEMBERS = '/v1/organizations/users';

const list = (body: object, headers: Record<string, string> = {}): Promise<Answer> =>
  platform.call('/actions/users_list/invoke', { method: 'POST', body, headers });

const idsOf = ({ body }: Answer): string[] =>
  (body as { data: { data: { id: string }[] } }).data.data.map(({ id }) => id);

const pages = (): number =>
  platform.simulator.journal.entries().filter(({ path }) => path === MEMBERS).length;

it('reads every member once, in the order of the list', async () => {
  const answer = await list({ all: true, input: { limit: 7 } });

  const [organization] = platform.simulator.state.organizations.values();
  const ids = idsOf(answer);
  expect(answer.body).toMatchObject({ ok: true, page: { hasMore: false, next: null } });
  expect((answer.body as { meta: object }).meta).not.toHaveProperty('partial');
  expect(new Set(ids).size).toBe(organization?.members.size);
  expect(ids.length).toBe(organization?.members.size);
  expect(pages()).toBe(Math.ceil(ids.length / 7));
});

it('stops where max_pages says, and goes on from there without a gap', async () => {
  const whole = idsOf(await list({ all: true }));

  const first = await list({ all: true, max_pages: 2, input: { limit: 5 } });
  const { page } = first.body as { page: { next: object } };
  const rest = await list({ all: true, input: { limit: 5, ...page.next } });

  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ page: { hasMore: true }, meta: { partial: { reason: 'page_budget' } } });
  expect(idsOf(first)).toHaveLength(10);
  expect([...idsOf(first), ...idsOf(rest)]).toEqual(whole);
});

it('delivers what it has, marked as partial, when a later page fails', async () => {
  platform.simulator.faults.add({ kind: 'slow', delay_ms: 0, match: { path: MEMBERS } });
  platform.simulator.faults.add({ kind: 'status', status: 429, match: { path: MEMBERS } });

  const answer = await list({ all: true, input: { limit: 5 } });

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    page: { hasMore: true, next: { after_id: expect.any(String) } },
    meta: { partial: { reason: 'rate_limited' } },
  });
  expect(idsOf(answer)).toHaveLength(5);
});

it('delivers what it has when the time of the caller is over', async () => {
  platform.simulator.faults.add({ kind: 'slow', delay_ms: 0, match: { path: MEMBERS } });
  platform.simulator.faults.add({ kind: 'slow', delay_ms: 5_000, match: { path: MEMBERS } });

  const answer = await list({ all: true, input: { limit: 5 } }, { 'x-request-timeout-ms': '1500' });

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ meta: { partial: { reason: expect.any(String) } } });
  expect(idsOf(answer)).toHaveLength(5);
});

it('answers a problem when the first page fails', async () => {
  platform.simulator.faults.add({ kind: 'status', status: 429, match: { path: MEMBERS } });

  const answer = await list({ all: true });

  expect([answer.status, (answer.body as { code: string }).code]).toEqual([429, 'rate_limited']);
});

it.each([
  ['all', 'isBoolean', { all: 'yes' }],
  ['all', 'isBoolean', { all: null }],
  ['max_pages', 'isInt', { all: true, max_pages: 1.5 }],
  ['max_pages', 'isInt', { all: true, max_pages: '2' }],
  ['max_pages', 'min', { all: true, max_pages: 0 }],
  ['max_pages', 'max', { all: true, max_pages: 10_001 }],
  ['max_pages', 'goesWith', { max_pages: 2 }],
  ['max_pages', 'goesWith', { all: false, max_pages: 2 }],
])('answers 422 that names %s (%s) for %j, and asks nobody', async (path, rule, body) => {
  const answer = await list(body);

  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({
    code: 'invalid_input',
    error: { issues: expect.arrayContaining([{ path, rule, message: expect.stringContaining(path) }]) },
  });
  expect(pages()).toBe(0);
});

it('takes all and max_pages beside the input alone', async () => {
  const answer = await list({ input: { all: true } });

  expect(answer.body).toMatchObject({
    code: 'invalid_input',
    error: { issues: [expect.objectContaining({ path: 'all', rule: 'unknown_field' })] },
  });
});
