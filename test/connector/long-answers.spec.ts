import { InMemoryIdempotencyStore } from '../../src/kit/engine/in-memory-idempotency-store.js';
import type { Outcome } from '../../src/kit/engine/outcome.js';
import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import { afterTest } from '../support/cleanup.js';
import type { Reply } from '../support/recording-api.js';

async function behind(reply: Reply, options: ConnectorOptions = {}): Promise<Booted> {
  const booted = await bootConnector(() => reply, options);
  afterTest(() => booted.close());
  return booted;
}

const LONG = 'x'.repeat(1_000_000);

test.each(['users_list', 'usage_report_messages'] as const)(
  'a cursor of a million characters is none: %s',
  async (id) => {
    const body = { data: [], has_more: true, first_id: LONG, last_id: LONG, next_page: LONG };
    const { connector, api } = await behind({ body });

    const outcome = await connector.invokeById(
      id,
      id === 'users_list' ? {} : { starting_at: '2026-11-01T00:00:00Z' },
      { ...CONTEXT, all: true },
    );

    expect(outcome).toMatchObject({
      ok: true,
      page: { hasMore: true, next: null },
      meta: { partial: { reason: 'upstream_protocol' } },
    });
    expect(api.seen).toHaveLength(1);
  },
);

test('an error of the API is short, however much it says', async () => {
  const text = LONG.slice(0, 5_000);
  const wide = Object.fromEntries(
    Array.from({ length: 50 }, (_, nth) => [`${nth}${text}`, { [text]: Array(50).fill(text) }]),
  );
  const error = { type: LONG, message: LONG, details: { error_code: text, ...wide } };
  const { connector } = await behind({
    status: 400,
    headers: { 'request-id': 'r'.repeat(10_000) },
    body: { type: 'error', error },
  });

  const outcome = await connector.invoke('users_list', {}, CONTEXT);

  expect(outcome).toMatchObject({ ok: false, error: { upstream: { status: 400 } } });
  expect(JSON.stringify(outcome).length).toBeLessThan(20_000);
});

test('what is stored of an outcome with an idempotency key is bounded', async () => {
  const kept: Outcome[] = [];
  class Recording extends InMemoryIdempotencyStore {
    override finish(...[write, outcome]: Parameters<InMemoryIdempotencyStore['finish']>): Promise<void> {
      kept.push(outcome);
      return super.finish(write, outcome);
    }
  }
  const { connector, api } = await behind(
    { body: { id: 'invite_1', email: 'a@example.com', note: LONG } },
    { idempotency: new Recording() },
  );
  const invite = () =>
    connector.invoke(
      'invites_create',
      { email: 'a@example.com', role: 'user' },
      { ...CONTEXT, idempotencyKey: 'k1' },
    );

  const [first, again] = [await invite(), await invite()];

  expect(first).toMatchObject({ ok: true, data: { note: LONG } });
  expect(again).toMatchObject({
    ok: true,
    data: null,
    meta: {
      replayed: true,
      warnings: expect.arrayContaining([expect.stringContaining('too large to be stored')]),
    },
  });
  expect(JSON.stringify(kept).length).toBeLessThan(5_000);
  expect(api.seen).toHaveLength(1);
});
