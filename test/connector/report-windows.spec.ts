import fc from 'fast-check';
import { systemRuntime } from '../../src/kit/http/runtime.js';
import type { InvocationContext } from '../../src/kit/engine/context.js';
import type { Outcome } from '../../src/kit/engine/outcome.js';
import { bootConnector, CONTEXT } from '../support/boot-connector.js';
import { afterTest } from '../support/cleanup.js';
import type { Answer, Reply, SeenRequest } from '../support/recording-api.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';

const NOW = Date.parse('2026-11-20T10:30:00Z');
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

type Report = 'usage_report_messages' | 'cost_report_get';

interface Bucket {
  readonly starting_at: string;
}

interface Page {
  readonly data: readonly Bucket[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

let booted: Simulated;
beforeAll(async () => {
  booted = await bootSimulated({ runtime: { ...systemRuntime, now: () => NOW }, maxRetries: 0 });
});
beforeEach(() => booted.simulator.faults.clear());
afterAll(() => booted.close());

const invoke = (id: Report, input: object, context: Partial<InvocationContext> = {}): Promise<Outcome> =>
  booted.connector.invokeById(id, input, { ...CONTEXT, deadline: NOW + HOUR, ...context });

async function read(id: Report, input: object, context?: Partial<InvocationContext>): Promise<Page> {
  const outcome = await invoke(id, input, context);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.data as Page;
}

/** Reads as many buckets as the API returns, one small page after the other, by its own cursors. */
async function oneAfterTheOther(id: Report, input: object, wanted: number): Promise<Bucket[]> {
  const buckets: Bucket[] = [];
  for (let page: string | null | undefined; page !== null && buckets.length < wanted;) {
    const limit = Math.min(23, wanted - buckets.length);
    const next = await read(id, { ...input, limit, ...(page === undefined ? {} : { page }) });
    buckets.push(...next.data);
    page = next.next_page;
  }
  return buckets;
}

const REPORTS = fc.constantFrom(
  ...([
    { id: 'usage_report_messages', bucket_width: '1d', bucketMs: DAY, buckets: 200 },
    { id: 'usage_report_messages', bucket_width: '1h', bucketMs: HOUR, buckets: 900 },
    { id: 'usage_report_messages', bucket_width: '1m', bucketMs: MINUTE, buckets: 3_500 },
    { id: 'cost_report_get', bucket_width: '1d', bucketMs: DAY, buckets: 200 },
  ] as const),
);

const RANGE = fc.record({
  report: REPORTS,
  /** As shares of the buckets that the range may have. */
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  until: fc.oneof(fc.constant(undefined), fc.double({ min: 0, max: 1.2, noNaN: true })),
  isAligned: fc.boolean(),
  limit: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
  grouped: fc.boolean(),
});

const timeOf = (at: number, isAligned: boolean, bucketMs: number): string =>
  new Date(isAligned ? Math.floor(at / bucketMs) * bucketMs : at).toISOString();

test('any range and number of buckets equals what one page after the other returns', async () => {
  await fc.assert(
    fc.asyncProperty(RANGE, async ({ report, from, until, isAligned, limit, grouped }) => {
      const { id, bucket_width, bucketMs, buckets } = report;
      const start = NOW - Math.ceil(buckets * bucketMs * from) - 1;
      const end = until === undefined ? undefined : start + Math.ceil(buckets * bucketMs * until) + bucketMs;
      const input = {
        starting_at: timeOf(start, isAligned, bucketMs),
        bucket_width,
        ...(end === undefined ? {} : { ending_at: timeOf(end, isAligned, bucketMs) }),
        ...(grouped ? { group_by: ['workspace_id'] } : {}),
      };

      const expected = await oneAfterTheOther(id, input, Infinity);
      const first = await read(
        id,
        { ...input, ...(limit === undefined ? {} : { limit }) },
        { all: limit === undefined },
      );
      const found = [...first.data];
      for (let page = first.next_page; page !== null;) {
        const more = await read(id, { ...input, limit: limit ?? 1000, page });
        found.push(...more.data);
        page = more.next_page;
      }

      expect(found).toEqual(expected);
      expect(first.data).toHaveLength(Math.min(limit ?? Infinity, expected.length));
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('a report of times before 1970 is continued as any', async () => {
  const input = {
    starting_at: '1969-10-01T00:00:00Z',
    ending_at: '1970-01-10T00:00:00Z',
    bucket_width: '1d',
  };

  const { next_page: page } = await read('usage_report_messages', input, { all: true, maxPages: 2 });
  const rest = await read('usage_report_messages', { ...input, page }, { all: true });

  expect(page).toMatch(/^b1\.-/);
  expect(rest.data.map(({ starting_at }) => starting_at).at(0)).toBe('1969-12-02T00:00:00Z');
  expect(rest).toMatchObject({ has_more: false, next_page: null });
});

/** A year of hours, as the API returns it: 53 pages of at most 168. */
const YEAR = {
  starting_at: '2025-01-01T00:00:00Z',
  ending_at: '2026-01-01T00:00:00Z',
  bucket_width: '1h',
} as const;
const HOURS = Array.from({ length: 8_760 }, (_, nth) => ({
  starting_at: new Date(Date.parse(YEAR.starting_at) + nth * HOUR).toISOString(),
}));

function hoursOf({ url }: SeenRequest): Reply {
  const asked = new URL(url, 'http://api').searchParams;
  const nth = (time: string | null): number =>
    (Date.parse(String(time)) - Date.parse(YEAR.starting_at)) / HOUR;
  const from = Number(asked.get('page') ?? nth(asked.get('starting_at')));
  const end = nth(asked.get('ending_at'));
  const to = Math.min(end, from + Number(asked.get('limit') ?? 24));
  const next = to < end ? String(to) : null;
  return { body: { data: HOURS.slice(from, to), has_more: next !== null, next_page: next } };
}

async function yearWith(answer: Answer, options = {}) {
  const { connector, api, close } = await bootConnector(answer, options);
  afterTest(close);
  const readYear = (context: Partial<InvocationContext>, input: object = {}): Promise<Outcome> =>
    connector.invokeById('usage_report_messages', { ...YEAR, ...input }, { ...CONTEXT, ...context });
  return { api, readYear, connector };
}

const bucketsOf = (outcome: Outcome): unknown => outcome.ok && (outcome.data as Page).data;
const startOf = ({ url }: SeenRequest): string =>
  new URL(url, 'http://api').searchParams.get('starting_at') ?? '';

test('the pages after the first one are requested at once', async () => {
  const waiting: (() => void)[] = [];
  const { api, readYear } = await yearWith(async (request) => {
    // Of those that wait, none is answered before there are 18, or no more to come.
    if (startOf(request) !== YEAR.starting_at) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 18 || api.seen.length === 53) waiting.splice(0).forEach((answer) => answer());
      });
    }
    return hoursOf(request);
  });

  expect(bucketsOf(await readYear({ all: true }))).toEqual(HOURS);
  expect(api.seen).toHaveLength(53);
});

describe('a report of which a page fails', () => {
  const FAILURES: [string, (request: SeenRequest) => Reply | Promise<Reply>, string][] = [
    ['a rate limit', () => ({ status: 429, headers: { 'retry-after': '1' } }), 'rate_limited'],
    ['an error of the API', () => ({ status: 500 }), 'upstream_unavailable'],
    ['a body that is no list', () => ({ body: { data: 'no' } }), 'upstream_protocol'],
    [
      'other buckets',
      () => ({ body: { data: [{ starting_at: '2020-01-01T00:00:00Z' }], has_more: false } }),
      'upstream_protocol',
    ],
    [
      'a cursor that leads nowhere',
      () => ({ body: { data: [], has_more: true, next_page: 'x' } }),
      'upstream_protocol',
    ],
    [
      'a deadline',
      async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        return hoursOf(request);
      },
      'timeout',
    ],
  ];

  test.each(FAILURES)('is cut there by %s, with the cursor that continues it', async (_, fail, reason) => {
    const failing = '2025-05-07T00:00:00Z';
    const isBefore = ({ starting_at }: Bucket): boolean => Date.parse(starting_at) < Date.parse(failing);
    let isFailing = true;
    const { readYear } = await yearWith((request) =>
      isFailing && startOf(request) === failing ? fail(request) : hoursOf(request),
    );

    const cut = await readYear({
      all: true,
      ...(reason === 'timeout' ? { deadline: Date.now() + 1_500 } : {}),
    });
    isFailing = false;
    const rest = await readYear({ all: true }, cut.ok ? (cut.page?.next ?? {}) : {});

    expect(cut).toMatchObject({ ok: true, page: { hasMore: true }, meta: { partial: { reason } } });
    expect(bucketsOf(cut)).toEqual(HOURS.filter(isBefore));
    expect(rest).toMatchObject({ ok: true, page: { hasMore: false, next: null } });
    expect(bucketsOf(rest)).toEqual(HOURS.filter((hour) => !isBefore(hour)));
  });
});

test('a budget of pages or bytes cuts it where the next request continues', async () => {
  const { api, readYear } = await yearWith(hoursOf, { maxPullBytes: 80_000 });

  const pages = await readYear({ all: true, maxPages: 5 });
  const bytes = await readYear({ all: true });
  const rest = await readYear({ all: true, maxPages: 1 }, pages.ok ? pages.page!.next! : {});

  expect(pages).toMatchObject({ meta: { attempts: 5, partial: { reason: 'page_budget' } } });
  expect(bucketsOf(pages)).toEqual(HOURS.slice(0, 5 * 168));
  expect(bytes).toMatchObject({ ok: true, meta: { partial: { reason: 'size_budget' } } });
  expect(bucketsOf(rest)).toEqual(HOURS.slice(5 * 168, 6 * 168));
  expect(api.seen.length).toBeLessThan(40);
});

describe('an API that returns one bucket in a page', () => {
  const oneByOne =
    (filler: string) =>
    (request: SeenRequest): Reply => {
      const { data, has_more, next_page } = (hoursOf(request) as { body: Page }).body;
      if (startOf(request) === YEAR.starting_at) return { body: { data, has_more, next_page } };
      const next = HOURS.findIndex(({ starting_at }) => starting_at === data[0]?.starting_at) + 1;
      const bucket = { ...data[0], results: [filler] };
      return { body: { data: [bucket], has_more: true, next_page: String(next) } };
    };

  test('is read within the budget of pages', async () => {
    const { api, readYear } = await yearWith(oneByOne(''));

    const cut = await readYear({ all: true, maxPages: 25 });

    expect(cut).toMatchObject({ page: { hasMore: true }, meta: { partial: { reason: 'page_budget' } } });
    expect(api.seen).toHaveLength(25);
  });

  test('is read within the budget of bytes, however small the first page was', async () => {
    const { api, readYear } = await yearWith(oneByOne('x'.repeat(100_000)), { maxPullBytes: 1_000_000 });

    const cut = await readYear({ all: true, maxPages: 1_000 });

    expect(cut).toMatchObject({ page: { hasMore: true }, meta: { partial: { reason: 'size_budget' } } });
    expect(api.seen.length).toBeLessThan(40);
  });
});

test('a page that is larger than a response may be is read in smaller ones', async () => {
  const { readYear } = await yearWith(hoursOf, { maxAnswerBytes: 4_096 });

  expect(bucketsOf(await readYear({ all: true, maxPages: 1_000 }))).toEqual(HOURS);
});

test('a cursor of another query, and one that was altered, is refused before anything is sent', async () => {
  const { api, readYear } = await yearWith(hoursOf);
  const first = await readYear({}, { limit: 400 });
  const { page = '' } = first.ok ? first.page!.next! : {};
  const sent = api.seen.length;
  const altered = page.replace(/^b1\.1/, 'b1.2');

  expect(page).toMatch(/^b1\./);
  expect(altered).not.toBe(page);
  for (const input of [
    { page: altered },
    { page, bucket_width: '1d' },
    { page, group_by: ['model'] },
    { page: 'b1.' },
  ])
    expect(await readYear({}, input)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', effect: 'none', issues: [{ path: 'page', rule: 'cursor' }] },
    });
  expect(api.seen).toHaveLength(sent);
  expect(bucketsOf(await readYear({}, { page }))).toEqual(HOURS.slice(400, 424));
});

describe('rows', () => {
  const ROWS = [{ model: 'one' }, { model: 'two' }];
  const withRows = (request: SeenRequest): Reply => {
    const { body } = hoursOf(request) as { body: Page };
    const data = body.data.map((bucket) => ({ ...bucket, ending_at: 'end', results: ROWS }));
    return { body: { ...body, data } };
  };

  const NOT_FOUND = {
    status: 404,
    body: { type: 'error', error: { type: 'not_found_error', message: 'No.' } },
  };

  test('come in order, each with the time of its bucket', async () => {
    const { api, connector } = await yearWith(withRows);

    const found: unknown[] = [];
    for await (const row of connector.rows('usage_report_messages', YEAR, CONTEXT)) {
      found.push({ starting_at: row.starting_at, ending_at: row.ending_at, model: row.model });
    }

    expect(found).toEqual(
      HOURS.flatMap(({ starting_at }) => ROWS.map((row) => ({ starting_at, ending_at: 'end', ...row }))),
    );
    // 1000 hours are 6 pages.
    expect(api.seen).toHaveLength(Math.ceil((8_760 / 1_000) * 6));
  });

  test('of a report that is cut come up to there, and then its error', async () => {
    const failing = '2025-05-07T00:00:00Z';
    const { connector } = await yearWith((request) =>
      Date.parse(startOf(request)) > Date.parse(failing) ? NOT_FOUND : withRows(request),
    );

    const found: string[] = [];
    const reading = (async () => {
      for await (const row of connector.rows('usage_report_messages', YEAR, CONTEXT))
        found.push(row.starting_at);
    })();

    await expect(reading).rejects.toMatchObject({ error: { code: 'not_found' } });
    expect(found.length).toBeGreaterThan(2_000);
    expect(found).toEqual(
      HOURS.flatMap(({ starting_at }) => [starting_at, starting_at]).slice(0, found.length),
    );
  });

  test('of a list without buckets are its items', async () => {
    const { connector } = await yearWith(() => ({ body: { data: [{ id: 'user_1' }], has_more: false } }));

    const found: unknown[] = [];
    for await (const row of connector.rows('users_list', {}, CONTEXT)) found.push(row);

    expect(found).toEqual([{ id: 'user_1' }]);
  });
});
