import { failure } from './support/ask.js';
import { withBeta } from './support/beta.js';
import { boot } from './support/boot.js';

const BETA = 'telemetry-destinations-2026-08-11';
const PATH = '/telemetry_destinations';
const NEW = { endpoint_url: 'https://otel.example.com/otlp', workspaces: { type: 'all' } };
const refused = (message: string) => ({ status: 400, type: 'invalid_request_error', message });

it('registers a destination, enabled, and shows of its headers only the names', async () => {
  const { post, get } = withBeta(await boot(), BETA);

  const made = (
    await post(PATH, { ...NEW, headers: { authorization: 'Bearer x' }, traces: { enabled: false } })
  ).body;

  expect(made).toEqual({
    id: made.id,
    type: 'telemetry_destination',
    display_name: null,
    endpoint_url: 'https://otel.example.com/otlp',
    header_names: ['authorization'],
    state: { type: 'enabled' },
    traces: { content_mode: 'metadata_only', enabled: false, endpoint_url: null, max_content_bytes: null },
    workspaces: { type: 'all' },
    delivery_health: { last_error: null, last_error_at: null, last_success_at: null },
    created_at: '2026-11-24T12:34:56.000Z',
    updated_at: '2026-11-24T12:34:56.000Z',
  });
  expect((await get(PATH, { limit: 1 })).body).toMatchObject({ data: [made], next_page: expect.any(String) });
});

it.each([
  ['plain http', { endpoint_url: 'http://otel.example.com' }, 'endpoint_url: must use https'],
  ['another port', { endpoint_url: 'https://otel.example.com:4318' }, 'endpoint_url: the port must be 443'],
  [
    'an address',
    { endpoint_url: 'https://10.0.0.1' },
    'endpoint_url: must contain a host name, not an IP address',
  ],
  [
    'a v6 address',
    { endpoint_url: 'https://[::1]/' },
    'endpoint_url: must contain a host name, not an IP address',
  ],
  [
    'a query',
    { endpoint_url: 'https://otel.example.com/?a=1' },
    'endpoint_url: must not contain credentials, a query or a fragment',
  ],
  ['a reserved header', { headers: { Content_Type: 'x' } }, 'headers.Content_Type: reserved header name'],
  ['a header that is none', { headers: { 'a b': 'x' } }, 'headers.a b: not a valid header name'],
  [
    'a header with a line break',
    { headers: { a: 'x\ny' } },
    'headers.a: must be at most 4096 printable ASCII characters',
  ],
  [
    'names that differ in case',
    { headers: { a: 'x', A: 'y' } },
    'headers: names must be unique, ignoring case',
  ],
  [
    'too much of headers',
    { headers: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, 'x'.repeat(4_000)])) },
    'headers: names and values must not exceed 16384 bytes in total',
  ],
  [
    'traces to another host',
    { traces: { endpoint_url: 'https://other.example.com' } },
    'traces.endpoint_url: must have the host and port of endpoint_url',
  ],
])('refuses %s', async (_what, change, message) => {
  const { post } = withBeta(await boot(), BETA);

  expect(failure(await post(PATH, { ...NEW, ...change }))).toEqual(refused(message));
});

it('refuses the eleventh destination', async () => {
  const { post } = withBeta(await boot(), BETA);
  for (let i = 0; i < 9; i += 1) await post(PATH, NEW);

  expect(failure(await post(PATH, NEW))).toEqual(
    refused('An organization can have at most 10 telemetry destinations.'),
  );
});

it('drops the headers when the host changes, and keeps them when the path does', async () => {
  const { post } = withBeta(await boot(), BETA);
  const made = (await post(PATH, { ...NEW, headers: { a: '1' } })).body;

  const path = await post(`${PATH}/${made.id}`, { endpoint_url: 'https://otel.example.com/other' });
  const host = await post(`${PATH}/${made.id}`, { endpoint_url: 'https://elsewhere.example.com' });

  expect([path.body.header_names, host.body.header_names]).toEqual([['a'], []]);
});

it('merges headers by name; null removes one', async () => {
  const { post } = withBeta(await boot(), BETA);
  const made = (await post(PATH, { ...NEW, headers: { a: '1', b: '2' } })).body;

  const headers = { A: null, c: '3' };
  const { body } = await post(`${PATH}/${made.id}`, { headers, endpoint_url: NEW.endpoint_url });

  expect(body.header_names).toEqual(['b', 'c']);
});

it('takes a header value only together with the URL', async () => {
  const booted = await boot();
  const { post } = withBeta(booted, BETA);

  const answer = await post(`${PATH}/${booted.demo.telemetryDestinationId}`, { headers: { c: '3' } });

  expect(failure(answer)).toEqual(refused('endpoint_url: required when a header value is set'));
});

it('disables and enables, resets traces, and refuses an empty change', async () => {
  const booted = await boot();
  const { post } = withBeta(booted, BETA);
  const path = `${PATH}/${booted.demo.telemetryDestinationId}`;

  const off = await post(path, { state: { type: 'disabled' }, traces: { content_mode: 'content' } });
  const on = await post(path, { state: { type: 'enabled' }, traces: null, display_name: null });

  expect(off.body).toMatchObject({
    state: { type: 'disabled', reason: { type: 'caller' } },
    traces: { content_mode: 'content' },
  });
  expect(on.body).toMatchObject({
    state: { type: 'enabled' },
    traces: { content_mode: 'metadata_only' },
    display_name: null,
  });
  expect(failure(await post(path, {}))).toEqual(refused('body: at least one field is required'));
});

it('tests a destination once in 10 seconds', async () => {
  const booted = await boot();
  const { post } = withBeta(booted, BETA);
  const path = `${PATH}/${booted.demo.telemetryDestinationId}/test`;

  const first = await post(path);
  booted.simulator.clock.advance(4_000);
  const early = await post(path);
  booted.simulator.clock.advance(6_000);
  const later = await post(path);

  expect(first.body).toEqual({ type: 'telemetry_destination_test', result: { type: 'success' } });
  expect([early.status, early.headers.get('retry-after'), later.status]).toEqual([429, '6', 200]);
});

it('answers 200 for a test that fails', async () => {
  const { post } = withBeta(await boot(), BETA);
  const made = (await post(PATH, { ...NEW, endpoint_url: 'https://collector.invalid' })).body;

  const { status, body } = await post(`${PATH}/${made.id}/test`);

  expect([status, body.result]).toEqual([200, { type: 'failure', error: 'invalid address' }]);
});

it('deletes a destination', async () => {
  const booted = await boot();
  const { remove, get } = withBeta(booted, BETA);
  const id = booted.demo.telemetryDestinationId;

  expect((await remove(`${PATH}/${id}`)).body).toEqual({ id, type: 'telemetry_destination_deleted' });
  expect(failure(await get(`${PATH}/${id}`))).toMatchObject({ status: 404 });
});
