import { InvocationError } from '../../src/kit/engine/items.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import type { Reply, SeenRequest } from '../support/recording-api.js';

const TOTAL = 25;
const ids = (from: number, to: number): { id: string }[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, nth) => ({ id: `user_${from + nth}` }));
const numberIn = (text: string | null): number | undefined =>
  text === null ? undefined : Number(text.slice('user_'.length));

/** A list of 25 members with cursors both ways, in pages of at most 10. */
function members({ url }: SeenRequest): Reply {
  const query = new URL(url, 'http://api').searchParams;
  const limit = Math.min(10, Number(query.get('limit') ?? 20));
  const before = numberIn(query.get('before_id'));
  const from =
    before === undefined ? (numberIn(query.get('after_id')) ?? -1) + 1 : Math.max(0, before - limit);
  const data = ids(from, before ?? Math.min(TOTAL, from + limit));
  const has_more = before === undefined ? from + limit < TOTAL : from > 0;
  return { body: { data, has_more, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null } };
}

const missing = {
  status: 404,
  body: { type: 'error', error: { type: 'not_found_error', message: 'There is no such page.' } },
};

describe('a list', () => {
  let booted: Booted;
  let answer: (request: SeenRequest) => Reply;
  beforeEach(async () => {
    answer = members;
    booted = await bootConnector((request) => answer(request));
  });
  afterEach(() => booted.close());

  const queries = () => booted.api.seen.map(({ url }) => new URL(url, 'http://api').search);

  it('is one page by default', async () => {
    const outcome = await booted.connector.invoke('users_list', {}, CONTEXT);

    expect(outcome).toMatchObject({
      ok: true,
      data: { data: ids(0, 10) },
      page: { next: { after_id: 'user_9' } },
    });
    expect(queries()).toEqual(['']);
  });

  it('is read to its end with all, in the largest pages', async () => {
    const outcome = await booted.connector.invoke('users_list', {}, { ...CONTEXT, all: true });

    expect(outcome).toMatchObject({
      ok: true,
      data: { data: ids(0, TOTAL), has_more: false, first_id: 'user_0', last_id: 'user_24' },
      page: { hasMore: false, next: null },
      meta: { attempts: 3 },
    });
    expect(queries()).toEqual(['?limit=1000', '?limit=1000&after_id=user_9', '?limit=1000&after_id=user_19']);
  });

  it('is read to its beginning with all and before_id, in the order of the list', async () => {
    const outcome = await booted.connector.invoke(
      'users_list',
      { before_id: 'user_24', limit: 10 },
      { ...CONTEXT, all: true },
    );

    expect(outcome).toMatchObject({
      ok: true,
      data: { data: ids(0, 24), has_more: false, first_id: 'user_0', last_id: 'user_23' },
    });
  });

  it('that exceeds the page budget says so, and where it goes on', async () => {
    const outcome = await booted.connector.invoke('users_list', {}, { ...CONTEXT, all: true, maxPages: 2 });

    expect(outcome).toMatchObject({
      ok: true,
      data: { data: ids(0, 20), has_more: true },
      page: { hasMore: true, next: { after_id: 'user_19' } },
      meta: { partial: { reason: 'page_budget' } },
    });
  });

  it('is read for 100 pages, where the caller sets no budget', async () => {
    let pages = 0;
    answer = () => ({ body: { data: [{}], has_more: true, first_id: 'a', last_id: `user_${(pages += 1)}` } });

    const outcome = await booted.connector.invoke('users_list', {}, { ...CONTEXT, all: true });

    expect(outcome).toMatchObject({
      ok: true,
      page: { next: { after_id: 'user_100' } },
      meta: { partial: { reason: 'page_budget' } },
    });
    expect(booted.api.seen).toHaveLength(100);
  });

  it('that breaks off says so, and where it goes on', async () => {
    answer = (request) => (request.url.includes('user_9') ? missing : members(request));

    const outcome = await booted.connector.invoke('users_list', {}, { ...CONTEXT, all: true });

    expect(outcome).toMatchObject({
      ok: true,
      data: { data: ids(0, 10) },
      page: { hasMore: true, next: { after_id: 'user_9' } },
      meta: { partial: { reason: 'not_found' } },
    });
  });

  it('that loops is cut, with what was read', async () => {
    answer = () => ({ body: { data: [], has_more: true, first_id: 'user_1', last_id: 'user_1' } });

    const outcome = await booted.connector.invoke('users_list', {}, { ...CONTEXT, all: true });

    expect(outcome).toMatchObject({ ok: true, meta: { partial: { reason: 'upstream_protocol' } } });
    expect(booted.api.seen).toHaveLength(2);
  });

  it('of cost, read to its end, comes in pages of the cap', async () => {
    answer = ({ url }) => ({
      body: url.includes('page=')
        ? { data: [2], has_more: false, next_page: null }
        : { data: [1], has_more: true, next_page: 'p2' },
    });

    const input = { starting_at: '2026-11-01T00:00:00Z' };
    const outcome = await booted.connector.invoke('cost_report_get', input, { ...CONTEXT, all: true });

    expect(outcome).toMatchObject({ ok: true, data: { data: [1, 2], has_more: false, next_page: null } });
    expect(queries().map((query) => new URLSearchParams(query).get('limit'))).toEqual(['31', '31']);
  });

  it('means nothing to an action that is no list', async () => {
    answer = () => ({ body: { id: 'user_1' } });

    const outcome = await booted.connector.invoke(
      'users_get',
      { user_id: 'user_1' },
      { ...CONTEXT, all: true },
    );

    expect(outcome).toMatchObject({ ok: true, data: { id: 'user_1' } });
  });
});

describe('items', () => {
  let booted: Booted;
  let answer: (request: SeenRequest) => Reply;
  beforeEach(async () => {
    answer = members;
    booted = await bootConnector((request) => answer(request));
  });
  afterEach(() => booted.close());

  it('gives each item once, a page at a time', async () => {
    const seen: string[] = [];
    for await (const user of booted.connector.items('users_list', {}, CONTEXT)) seen.push(user.id);

    expect(seen).toEqual(ids(0, TOTAL).map(({ id }) => id));
    expect(booted.api.seen).toHaveLength(3);
  });

  it('asks for no page that is not read', async () => {
    for await (const user of booted.connector.items('users_list', {}, CONTEXT))
      if (user.id === 'user_3') break;

    expect(booted.api.seen).toHaveLength(1);
  });

  it.each([
    ['a page that fails', () => missing, 'not_found'],
    [
      'a cursor that repeats',
      () => ({ body: { data: [], has_more: true, last_id: 'user_1' } }),
      'upstream_protocol',
    ],
  ] as const)('throws the error of %s', async (_, reply, code) => {
    answer = reply;

    const iteration = booted.connector.items('users_list', {}, CONTEXT).next();

    await expect(iteration).rejects.toThrow(InvocationError);
    await expect(iteration).rejects.toMatchObject({ error: { code } });
  });
});
