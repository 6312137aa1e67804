import { AnthropicConnector } from '../../src/connector/connector.js';
import type { InvocationContext } from '../../src/kit/engine/context.js';
import { bootBehind } from '../support/boot-behind.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';

let booted: Booted;
const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  await booted?.close();
  for (const close of closing.splice(0)) await close();
});

const HTML = '<html><title>Sign in to the network</title></html>';
const JSON_OF_THE_API = { 'content-type': 'application/json', 'request-id': 'req_1' };
const DONE = { id: 'invite_1', type: 'invite', email: 'a@b.example', role: 'user', status: 'pending' };

/** A connector with a saved key, in front of a server that sends exactly these bytes. */
async function behind(status: number, headers: Record<string, string | string[]>, body: string | Buffer) {
  const { connector } = await bootBehind((response) => void response.writeHead(status, headers).end(body));
  return {
    connector,
    invoke: (id: string, input: object, context: Partial<InvocationContext> = {}) =>
      connector.invokeById(id, input, { ...CONTEXT, ...context }),
  };
}

const INVITE = { email: 'a@b.example', role: 'user' };

describe('a response that does not come from the API', () => {
  it.each([401, 403, 404, 407])('is no verdict with status %d', async (status) => {
    const { connector, invoke } = await behind(status, { 'content-type': 'text/html' }, HTML);

    const outcome = await invoke('users_list', {});

    expect(outcome).toMatchObject({
      error: {
        code: 'upstream_protocol',
        message: `The response with status ${status} does not come from the API.`,
        fix: expect.stringContaining('Check the base URL and any proxies'),
      },
    });
    expect(await connector.connections.find({ tenantId: 'acme', name: 'default' })).toMatchObject({
      state: 'active',
    });
    expect(await connector.connections.check({ tenantId: 'acme', name: 'default' }, 'ada')).toMatchObject({
      check: { state: 'undetermined' },
      connection: { state: 'active' },
    });
  });

  it('is an outage with a status of one', async () => {
    const { invoke } = await behind(502, { 'content-type': 'text/html' }, HTML);

    expect(await invoke('users_list', {})).toMatchObject({
      error: {
        code: 'upstream_unavailable',
        message: 'The response with status 502 does not come from the API.',
      },
    });
    expect(await invoke('invites_create', INVITE)).toMatchObject({
      error: { code: 'outcome_unknown', message: expect.stringContaining('(the response with status 502') },
    });
  });

  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"ok"'],
    ['an object without the list', '{"type":"error","error":{"message":"x"}}'],
    ['a list that is none', '{"data":{},"has_more":false}'],
  ])('is none of a list: %s', async (_, body) => {
    const { connector, invoke } = await behind(200, { 'content-type': 'application/json' }, body);

    for (const context of [{}, { all: true }]) {
      expect(await invoke('users_list', {}, context)).toMatchObject({ error: { code: 'upstream_protocol' } });
    }
    await expect(connector.items('users_list', {}, CONTEXT).next()).rejects.toMatchObject({
      error: { code: 'upstream_protocol' },
    });
  });

  it.each(['', 'null'])('is none of a look-up before a write: %j', async (body) => {
    const { invoke } = await behind(200, { 'content-type': 'application/json' }, body);

    expect(await invoke('users_remove', { user_id: 'user_1' })).toMatchObject({
      error: { code: 'upstream_protocol' },
    });
    expect(await invoke('invites_reissue', { invite_id: 'invite_1' })).toMatchObject({
      error: { code: 'upstream_protocol' },
    });
  });
});

describe('a write that is confirmed', () => {
  it.each([
    [204, ''],
    [200, ''],
  ])('with status %d and no body is done, with a warning', async (status, body) => {
    const { invoke } = await behind(status, { 'request-id': 'req_1' }, body);

    expect(await invoke('invites_create', INVITE)).toMatchObject({
      ok: true,
      meta: {
        warnings: expect.arrayContaining([
          'The API confirmed the change, but its response is empty or cannot be read: read the object to see it.',
        ]),
      },
    });
  });

  it.each<[string, Record<string, string | string[]>, string]>([
    ['content-encoding identity', { 'content-type': 'application/json', 'content-encoding': 'identity' }, ''],
    ['an empty content-encoding', { 'content-type': 'application/json', 'content-encoding': '' }, ''],
    ['a media type in capitals', { 'content-type': 'Application/JSON; Charset=UTF-8' }, ''],
    ['a media type sent twice', { 'content-type': ['application/json', 'application/json'] }, ''],
    ['a byte order mark', { 'content-type': 'application/json' }, '\ufeff'],
  ])('with %s is read', async (_, headers, before) => {
    const { invoke } = await behind(
      200,
      { 'request-id': 'req_1', ...headers },
      before + JSON.stringify(DONE),
    );

    expect(await invoke('invites_create', INVITE)).toMatchObject({ ok: true, data: DONE });
  });
});

describe('a number that a double cannot hold', () => {
  it('keeps its digits, as a text', async () => {
    const body =
      '{"id":"invite_1","n":12345678901234567890,"m":1e400,"ok":9007199254740991,"big":1e21,"list":[-12345678901234567890, 1.5],"s":"x: 12345678901234567890 \\" 1e400"}';
    const { invoke } = await behind(200, JSON_OF_THE_API, body);

    const outcome = await invoke('invites_get', { invite_id: 'invite_1' });

    expect(outcome).toMatchObject({
      ok: true,
      data: {
        n: '12345678901234567890',
        m: '1e400',
        ok: 9007199254740991,
        big: 1e21,
        list: ['-12345678901234567890', 1.5],
        s: 'x: 12345678901234567890 " 1e400',
      },
    });
  });
});

it.each([
  '12345678901234567890',
  '-12345678901234567890',
  '1e400',
  '1.5e400',
  '1.5E+400',
  '1234567.1234567890123',
  '0.12345678901234567891',
])('a response whose only such number is %s keeps it', async (digits) => {
  const { invoke } = await behind(200, JSON_OF_THE_API, `{"id":"invite_1","n":${digits}}`);

  expect(await invoke('invites_get', { invite_id: 'invite_1' })).toMatchObject({
    ok: true,
    data: { n: digits },
  });
});

it('a fraction that a double holds stays a number', async () => {
  const digits = '{"id":"invite_1","n":[0.30000000000000004,12.340000000000000000,1.7976931348623157e308]}';
  const { invoke } = await behind(200, JSON_OF_THE_API, digits);

  expect(await invoke('invites_get', { invite_id: 'invite_1' })).toMatchObject({
    data: { n: [0.30000000000000004, 12.34, 1.7976931348623157e308] },
  });
});

describe('JSON of something between', () => {
  it('is none of the API, also with status 200', async () => {
    const { connector, invoke } = await behind(
      200,
      { 'content-type': 'application/json' },
      '{"message":"ok"}',
    );

    expect(await invoke('users_get', { user_id: 'user_1' })).toMatchObject({
      error: {
        code: 'upstream_protocol',
        effect: 'none',
        message: 'The response does not come from the API.',
      },
    });
    expect(await invoke('invites_create', INVITE)).toMatchObject({
      error: { code: 'outcome_unknown', effect: 'unknown', next: { actionId: 'invites_list' } },
    });
    expect(await connector.connections.check({ tenantId: 'acme', name: 'default' }, 'ada')).toMatchObject({
      check: { state: 'undetermined' },
    });
  });
});

describe('a list that is cut', () => {
  const user = (id: string) => ({
    id,
    type: 'user',
    email: `${id}@x.example`,
    name: id,
    role: 'user',
    added_at: '',
  });
  const list = (rest: object) => () => ({ body: { data: [user('user_1'), user('user_2')], ...rest } });

  it.each([
    ['no cursor', { has_more: true, first_id: 'user_1', last_id: null }],
    ['an empty cursor', { has_more: true, first_id: 'user_1', last_id: '' }],
    ['a cursor that is no text', { has_more: true, first_id: 'user_1', last_id: 7 }],
  ])('is reported with %s, and what was read is kept', async (_, rest) => {
    booted = await bootConnector(list(rest));
    const { connector } = booted;

    for (const all of [false, true]) {
      expect(await connector.invoke('users_list', {}, { ...CONTEXT, all })).toMatchObject({
        ok: true,
        data: { data: [{ id: 'user_1' }, { id: 'user_2' }] },
        meta: {
          partial: { reason: 'upstream_protocol', message: expect.stringContaining('no usable cursor') },
        },
      });
    }
    const read: string[] = [];
    const reading = (async () => {
      for await (const { id } of connector.items('users_list', {}, CONTEXT)) read.push(id);
    })();
    await expect(reading).rejects.toMatchObject({ error: { code: 'upstream_protocol' } });
    expect(read).toEqual(['user_1', 'user_2']);
  });

  it('is reported backwards and for reports too', async () => {
    booted = await bootConnector(
      list({ has_more: true, first_id: null, last_id: 'user_2', next_page: null }),
    );

    const back = await booted.connector.invoke('users_list', { before_id: 'user_9' }, CONTEXT);
    const report = await booted.connector.invoke(
      'cost_report_get',
      { starting_at: '2026-11-01T00:00:00Z' },
      CONTEXT,
    );

    expect([back.meta.partial?.reason, report.meta.partial?.reason]).toEqual([
      'upstream_protocol',
      'upstream_protocol',
    ]);
  });

  it('keeps the pages that were read where a cursor comes again', async () => {
    booted = await bootConnector(list({ has_more: true, first_id: 'user_1', last_id: 'user_2' }));

    expect(await booted.connector.invoke('users_list', {}, { ...CONTEXT, all: true })).toMatchObject({
      ok: true,
      meta: { partial: { reason: 'upstream_protocol', message: expect.stringContaining('cursor twice') } },
    });
  });
});

describe('a wait', () => {
  const limited = (headers: Record<string, string>) => () => ({
    status: 429,
    headers,
    body: { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down.' } },
  });

  it.each<[string, Record<string, string>, number]>([
    ['without a hint', {}, 60_000],
    ['with a fraction', { 'retry-after': '1.0005' }, 1001],
    ['of 31 years', { 'retry-after': '999999999' }, 600_000],
    ['until the year 9999', { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 600_000],
    ['reset in a century', { 'anthropic-ratelimit-requests-reset': '2126-01-01T00:00:00Z' }, 600_000],
    ['in the past', { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' }, 60_000],
  ])('after a 429 %s is a whole number, and bounded', async (_, headers, afterMs) => {
    booted = await bootConnector(limited(headers));

    expect(await booted.connector.invoke('users_list', {}, CONTEXT)).toMatchObject({
      error: { code: 'rate_limited', blame: 'upstream', retry: { allowed: true, afterMs } },
    });
  });

  it('of our own pacing is ours, in a sentence with an end', async () => {
    booted = await bootConnector(() => ({ body: { data: [], has_more: false } }), { requestsPerMinute: 1 });
    await booted.connector.invoke('users_list', {}, CONTEXT);

    expect(await booted.connector.invoke('users_list', {}, CONTEXT)).toMatchObject({
      error: {
        code: 'rate_limited',
        blame: 'connector',
        message: expect.stringMatching(/^The connector paces requests, and its rate limit .* deadline\.$/),
        retry: { allowed: true, afterMs: expect.any(Number) },
      },
    });
  });
});

it('names no inner word where the connection breaks or there is none', async () => {
  booted = await bootConnector();
  const connector = new AnthropicConnector({
    baseUrl: 'http://127.0.0.1:1',
    store: booted.store,
    maxRetries: 0,
  });
  closing.push(() => connector.close());

  expect(await connector.invoke('users_list', {}, CONTEXT)).toMatchObject({
    error: { message: 'There is no connection to Anthropic (ECONNREFUSED).' },
  });
});

describe('a response that is nested too deeply to be written again', () => {
  const nested = (depth: number): string =>
    `{"id":"invite_1","text":"\\\\\\"]}]","data":${'['.repeat(depth)}${']'.repeat(depth)}}`;

  it('is a failed read', async () => {
    const { invoke } = await behind(200, JSON_OF_THE_API, nested(100_000));

    expect(await invoke('users_list', {})).toMatchObject({
      error: {
        code: 'upstream_protocol',
        message: 'The response is nested more than 64 levels deep.',
        effect: 'none',
      },
    });
  });

  it('is a write that was done, with a warning', async () => {
    const { invoke } = await behind(200, JSON_OF_THE_API, nested(100_000));

    const outcome = await invoke('invites_create', INVITE);

    expect(outcome).toMatchObject({
      ok: true,
      meta: { warnings: expect.arrayContaining([expect.stringContaining('cannot be read')]) },
    });
    expect(JSON.stringify(outcome).length).toBeLessThan(1000);
  });

  it('is a response like any other up to 64 levels', async () => {
    const { invoke } = await behind(200, JSON_OF_THE_API, nested(63));

    expect(await invoke('invites_create', INVITE)).toMatchObject({ ok: true, data: { id: 'invite_1' } });
  });
});
