import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import type { Reply, SeenRequest } from '../support/recording-api.js';

const REPORT = { starting_at: '2026-01-01T00:00:00Z', bucket_width: '1d' } as const;

/** Answers with as many buckets as were asked for; the cursor is the number of the next bucket. */
function buckets({ url }: SeenRequest, total = 10_000): Reply {
  const query = new URL(url, 'http://api').searchParams;
  const from = Number(query.get('page') ?? 0);
  const to = Math.min(from + Number(query.get('limit') ?? 7), total);
  const data = Array.from({ length: to - from }, (_, nth) => from + nth);
  return { body: { data, has_more: to < total, next_page: to < total ? String(to) : null } };
}

const limits = (booted: Booted): (string | null)[] =>
  booted.api.seen.map(({ url }) => new URL(url, 'http://api').searchParams.get('limit'));

describe('a report of more buckets than one page holds', () => {
  let booted: Booted;
  let answer: (request: SeenRequest) => Reply;
  beforeEach(async () => {
    answer = buckets;
    booted = await bootConnector((request) => answer(request));
  });
  afterEach(() => booted.close());

  it('is read page by page, the last one shortened', async () => {
    const outcome = await booted.connector.invoke(
      'usage_report_messages',
      { ...REPORT, limit: 100 },
      CONTEXT,
    );

    expect(outcome).toMatchObject({
      ok: true,
      data: { data: Array.from({ length: 100 }, (_, nth) => nth), has_more: true, next_page: '100' },
      page: { hasMore: true, next: { page: '100' } },
      meta: { attempts: 4 },
    });
    expect(limits(booted)).toEqual(['31', '31', '31', '7']);
  });

  it.each([
    ['usage_report_messages', { ...REPORT, bucket_width: '1h', limit: 200 }, ['168', '32']],
    ['usage_report_messages', { ...REPORT, bucket_width: '1m', limit: 1000 }, ['1000']],
    ['cost_report_get', { starting_at: REPORT.starting_at, limit: 32 }, ['31', '1']],
    ['cost_report_get', { starting_at: REPORT.starting_at, limit: 31 }, ['31']],
    ['cost_report_get', { starting_at: REPORT.starting_at }, [null]],
  ] as const)('asks %s %j for pages of %j', async (id, input, expected) => {
    await booted.connector.invokeById(id, input, CONTEXT);

    expect(limits(booted)).toEqual(expected);
  });

  it('goes on exactly where it ended', async () => {
    const first = await booted.connector.invoke('usage_report_messages', { ...REPORT, limit: 40 }, CONTEXT);
    const next = first.ok ? first.page!.next! : {};
    const second = await booted.connector.invoke(
      'usage_report_messages',
      { ...REPORT, limit: 40, ...next },
      CONTEXT,
    );

    const read = [first, second].flatMap((outcome) => (outcome.ok ? (outcome.data.data as unknown[]) : []));
    expect(read).toEqual(Array.from({ length: 80 }, (_, nth) => nth));
  });

  it('ends where the API has no more', async () => {
    answer = (request) => buckets(request, 50);

    const outcome = await booted.connector.invoke(
      'usage_report_messages',
      { ...REPORT, limit: 1000 },
      CONTEXT,
    );

    expect(outcome).toMatchObject({
      ok: true,
      data: { has_more: false, next_page: null },
      page: { hasMore: false, next: null },
    });
    expect(outcome.ok && outcome.data.data).toHaveLength(50);
  });

  it('tells its progress', async () => {
    const progress: unknown[] = [];

    await booted.connector.invoke(
      'usage_report_messages',
      { ...REPORT, limit: 40 },
      { ...CONTEXT, onProgress: (step) => progress.push(step) },
    );

    expect(progress).toEqual([
      { pages: 1, items: 31 },
      { pages: 2, items: 40 },
    ]);
  });

  it('that stops early says so, and where to go on', async () => {
    answer = (request) => (request.url.includes('page=31') ? { status: 429 } : buckets(request));

    const outcome = await booted.connector.invoke('usage_report_messages', { ...REPORT, limit: 40 }, CONTEXT);

    expect(outcome).toMatchObject({
      ok: true,
      page: { hasMore: true, next: { page: '31' } },
      meta: {
        partial: { reason: 'rate_limited', message: expect.any(String), afterMs: expect.any(Number) },
        attempts: 2,
      },
    });
    expect(outcome.ok && outcome.data.data).toHaveLength(31);
  });

  it('that fails at its first page is a failure', async () => {
    answer = () => ({
      status: 404,
      body: { type: 'error', error: { type: 'not_found_error', message: 'No.' } },
    });

    const outcome = await booted.connector.invoke('usage_report_messages', { ...REPORT, limit: 40 }, CONTEXT);

    expect(outcome).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('whose cursor repeats is cut, and not an endless pull', async () => {
    answer = () => ({ body: { data: [1], has_more: true, next_page: 'again' } });

    const outcome = await booted.connector.invoke('usage_report_messages', { ...REPORT, limit: 40 }, CONTEXT);

    expect(outcome).toMatchObject({
      ok: true,
      data: { data: [1, 1] },
      meta: { partial: { reason: 'upstream_protocol' } },
    });
    expect(booted.api.seen).toHaveLength(2);
  });
});
