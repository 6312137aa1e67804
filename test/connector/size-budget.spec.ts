import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import { afterTest } from '../support/cleanup.js';
import type { Reply, SeenRequest } from '../support/recording-api.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';

const KB = 1024;

/** A report without end, in pages of 100 KB. */
function usage({ url }: SeenRequest): Reply {
  const page = Number(new URL(url, 'http://api').searchParams.get('page') ?? 0);
  const data = [{ starting_at: 'x', ending_at: 'x', results: [], filler: 'x'.repeat(100 * KB) }];
  return { body: { data, has_more: true, next_page: String(page + 1) } };
}

async function booted(options: ConnectorOptions, answer = usage): Promise<Booted> {
  const one = await bootConnector(answer, options);
  afterTest(() => one.close());
  return one;
}

const INPUT = { starting_at: '2026-11-01T00:00:00Z' };
const ALL = { ...CONTEXT, all: true };

describe('a list that is read to its end', () => {
  test('stops at its budget of bytes, with the cursor that continues it', async () => {
    const { connector, api } = await booted({ maxPullBytes: 350 * KB });

    const first = await connector.invoke('usage_report_messages', INPUT, ALL);
    const second = await connector.invoke(
      'usage_report_messages',
      { ...INPUT, ...(first.ok ? first.page?.next : {}) },
      ALL,
    );

    expect(first).toMatchObject({
      ok: true,
      page: { hasMore: true, next: { page: '3' } },
      meta: { attempts: 3, partial: { reason: 'size_budget', message: expect.stringContaining('cursor') } },
    });
    expect(second).toMatchObject({
      page: { next: { page: '6' } },
      meta: { partial: { reason: 'size_budget' } },
    });
    expect(api.seen).toHaveLength(6);
  });

  test('delivers its first page whatever its size', async () => {
    const { connector } = await booted({ maxPullBytes: 1, maxHeldBytes: 1 });

    expect(await connector.invoke('usage_report_messages', INPUT, ALL)).toMatchObject({
      ok: true,
      page: { next: { page: '1' } },
      meta: { attempts: 1, partial: { reason: 'size_budget' } },
    });
  });

  test('stops where there is no room in memory for a further page', async () => {
    const { connector } = await booted({ maxHeldBytes: 950 * KB });

    expect(await connector.invoke('usage_report_messages', INPUT, ALL)).toMatchObject({
      ok: true,
      // Each page that is kept counts 200 KB, and one that comes in 300.
      page: { next: { page: '4' } },
      meta: { partial: { reason: 'size_budget' } },
    });
  });
});

describe('a response that is larger than one may be', () => {
  /** As many buckets of 1 KB as are asked for, of a list of 3,000. */
  function byTheMinute({ url }: SeenRequest): Reply {
    const { searchParams: asked } = new URL(url, 'http://api');
    const from = Number(asked.get('page') ?? 0);
    const to = Math.min(3_000, from + Number(asked.get('limit') ?? 60));
    const bucket = (nth: number) => ({
      starting_at: `${nth}`,
      ending_at: 'x',
      results: [],
      filler: 'x'.repeat(KB),
    });
    const data = Array.from({ length: to - from }, (_, nth) => bucket(from + nth));
    return { body: { data, has_more: to < 3_000, next_page: to < 3_000 ? String(to) : null } };
  }

  test('is requested again with half as many items, so that the list is read to its end', async () => {
    const { connector, api } = await booted({ maxAnswerBytes: 500 * KB }, byTheMinute);

    const outcome = await connector.invoke('usage_report_messages', { ...INPUT, bucket_width: '1m' }, ALL);

    expect(outcome).toMatchObject({ ok: true, page: { hasMore: false } });
    const { data } = (outcome as { data: { data: { starting_at: string }[] } }).data;
    expect(data.map(({ starting_at }) => Number(starting_at))).toEqual([...Array(3_000).keys()]);
    expect(outcome.meta.partial).toBeUndefined();
    const sizes = api.seen.map(({ url }) => new URL(url, 'http://api').searchParams.get('limit'));
    expect(sizes.slice(0, 4)).toEqual(['1440', '720', '360', '360']);
  });

  test('fails with what to request instead where no smaller page can be requested', async () => {
    const { connector, api } = await booted({ maxAnswerBytes: 500 }, byTheMinute);

    const whole = await connector.invoke('usage_report_messages', INPUT, ALL);
    const sent = api.seen.length;
    const single = await connector.invoke('usage_report_messages', { ...INPUT, limit: 5 }, CONTEXT);

    for (const outcome of [whole, single]) {
      expect(outcome).toMatchObject({
        error: {
          code: 'upstream_protocol',
          message: 'The response is larger than 500 bytes.',
          fix: 'Request less at once: a shorter period, a smaller page, or fewer groups.',
          effect: 'none',
          retry: { allowed: false, resend: 'after_change' },
        },
      });
    }
    // 31 days, 15, 7, 3, 1.
    expect(sent).toBe(5);
    expect(api.seen).toHaveLength(sent + 1);
  });
});

describe('responses of several calls', () => {
  test('share one memory, and a call without room says when to try again', async () => {
    const { connector } = await booted({ maxHeldBytes: 950 * KB });
    const read = (nth: number) =>
      connector.invoke('usage_report_messages', { starting_at: `2026-11-0${nth}T00:00:00Z` }, ALL);

    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map(read));

    const refused = outcomes.filter(({ ok }) => !ok);
    const delivered = outcomes.filter(({ ok }) => ok);
    expect(delivered.length).toBeGreaterThan(0);
    for (const one of delivered) expect(one.meta.partial?.reason).toBe('size_budget');
    for (const one of refused) {
      expect(one).toMatchObject({
        error: {
          code: 'rate_limited',
          blame: 'connector',
          effect: 'none',
          message:
            'The response could not be read: the responses in memory are as large as they may be at once.',
          retry: { allowed: true, resend: 'after_wait', afterMs: 1000 },
        },
      });
    }
    // Nothing is counted any longer: one call has all of the memory again.
    expect(await read(7)).toMatchObject({ ok: true, page: { next: { page: '4' } } });
  });

  test('count each copy of a read that is shared', async () => {
    const { connector, api } = await booted({ maxHeldBytes: 500 * KB });

    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => connector.invoke('usage_report_messages', INPUT, CONTEXT)),
    );

    expect(api.seen).toHaveLength(1);
    expect(outcomes.map(({ ok }) => ok)).toContain(true);
    expect(outcomes.map((one) => (one.ok ? 'ok' : one.error.code))).toContain('rate_limited');
  });

  test('never refuse a write', async () => {
    const invite = { id: 'invite_1', email: 'a@example.com', filler: 'x'.repeat(100 * KB) };
    const { connector } = await booted({ maxHeldBytes: 1 }, () => ({ body: invite }));

    const outcomes = await Promise.all(
      [1, 2, 3].map((nth) =>
        connector.invoke('invites_create', { email: `a${nth}@example.com`, role: 'user' }, CONTEXT),
      ),
    );

    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
  });
});
