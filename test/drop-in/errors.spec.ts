import Anthropic from '@anthropic-ai/sdk';
import type { Answer } from '../simulator/support/ask.js';
import { until } from '../platform/support/until.js';
import { bootDropIn, type DropIn } from './support/boot-drop-in.js';
import { errorBody } from './support/error-body.js';

let dropIn: DropIn;

beforeEach(async () => {
  dropIn = await bootDropIn();
});
afterEach(() => dropIn.close());

const invite = (asked: object = {}): Promise<Answer> =>
  dropIn.ask('POST', '/invites', { body: { email: 'new@acme-robotics.example', role: 'user' }, ...asked });

const shown = ({ status, headers, body }: Answer): object => ({
  status,
  retry: headers.get('x-should-retry'),
  after: headers.get('retry-after'),
  error: body.error,
});

it('passes a refusal of the API on, with its code, request id and organization', async () => {
  const { demo, journal } = dropIn.simulator;

  const answer = await dropIn.ask('GET', '/users/user_nobody');
  const { request_id } = journal.entries().at(-1)!;

  expect([answer.status, answer.body]).toEqual([
    404,
    { ...errorBody('not_found_error', expect.any(String)), request_id },
  ]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/json',
    'request-id': request_id,
    'x-request-id': expect.any(String),
    'x-should-retry': 'false',
  });
  expect(answer.headers.get('anthropic-organization-id')).toBe(demo.organizationId);
});

it('answers with the headers of the API where all is well', async () => {
  const { headers } = await dropIn.ask('GET', '/me');

  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/json',
    'request-id': dropIn.simulator.journal.entries().at(-1)!.request_id,
    'anthropic-organization-id': dropIn.simulator.demo.organizationId,
  });
  expect(headers.get('x-should-retry')).toBeNull();
});

it('passes the error code of the API on', async () => {
  await invite();

  expect(shown(await invite())).toMatchObject({
    status: 400,
    retry: 'false',
    error: { type: 'invalid_request_error', details: { error_code: 'invite_already_exists' } },
  });
});

it.each([
  [500, 'api_error'],
  [503, 'api_error'],
  [529, 'overloaded_error'],
])('passes a %i to a read on, to be tried again', async (status, type) => {
  dropIn.simulator.faults.add({ kind: 'status', status });

  expect(shown(await dropIn.ask('GET', '/users'))).toMatchObject({ status, retry: 'true', error: { type } });
});

it.each([
  ['is answered with a 500', { kind: 'status', status: 500, applies: true }],
  ['is not answered', { kind: 'reset', applies: true }],
] as const)('forbids to repeat a write that %s, and names the read that tells', async (_, fault) => {
  dropIn.simulator.faults.add(fault);

  expect(shown(await invite())).toMatchObject({
    status: 502,
    retry: 'false',
    error: {
      type: 'api_error',
      message: expect.stringMatching(/As a request: GET \/v1\/organizations\/invites\?/),
      details: {
        error_code: 'connector_outcome_unknown',
        next: { method: 'GET', path: expect.stringMatching(/^\/v1\/organizations\/invites\?/) },
      },
    },
  });
});

it('is not repeated by the SDK where a write is in doubt', async () => {
  dropIn.simulator.faults.add({ kind: 'status', status: 500, applies: true });
  const client = new Anthropic({ apiKey: dropIn.token, baseURL: dropIn.baseUrl, logLevel: 'off' });

  const refused = client.organization.invites.create({ email: 'new@acme-robotics.example', role: 'user' });

  await expect(refused).rejects.toMatchObject({ status: 502, errorCode: 'connector_outcome_unknown' });
  expect(dropIn.sent()).toEqual(['POST /v1/organizations/invites']);
});

it('tells a key that Anthropic refuses as the connection that has to be mended', async () => {
  dropIn.simulator.faults.add({ kind: 'status', status: 401, type: 'authentication_error' });

  for (const sent of [1, 1]) {
    expect(shown(await dropIn.ask('GET', '/users'))).toMatchObject({
      status: 403,
      retry: 'false',
      error: { type: 'permission_error', details: { error_code: 'connector_credential_rejected' } },
    });
    expect(dropIn.sent()).toHaveLength(sent);
  }
});

it('tells an answer that is none of the API', async () => {
  dropIn.simulator.faults.add({ kind: 'html', status: 200 });

  expect(shown(await dropIn.ask('GET', '/users'))).toMatchObject({
    status: 502,
    retry: 'false',
    error: { type: 'api_error', details: { error_code: 'connector_upstream_protocol' } },
  });
});

it('tells a deadline that has passed', async () => {
  dropIn.simulator.faults.add({ kind: 'slow', delay_ms: 60_000 });
  const headers = { 'x-request-timeout-ms': '50' };

  expect(shown(await dropIn.ask('GET', '/users', { headers }))).toMatchObject({
    status: 504,
    retry: 'true',
    error: { type: 'timeout_error', details: { error_code: 'connector_timeout' } },
  });
});

it('stops asking the API for a client that has gone', async () => {
  dropIn.simulator.faults.add({ kind: 'slow', delay_ms: 60_000 });
  const leaving = new AbortController();
  const asked = fetch(`${dropIn.baseUrl}/v1/organizations/users`, {
    headers: { 'x-api-key': dropIn.token },
    signal: leaving.signal,
  });
  await until(() => dropIn.sent().length === 1);

  leaving.abort();

  await expect(asked).rejects.toThrow();
  await until(() => dropIn.log.some((line) => line.includes('"code":"cancelled"')));
});

it('names no connection but the one that a header asks for', async () => {
  const headers = { 'x-connection': 'staging' };

  expect(shown(await dropIn.ask('GET', '/users', { headers }))).toMatchObject({
    status: 403,
    error: { message: expect.stringMatching(/^There is no connection "staging"/) },
  });
});

// The last, for whoever comes after it waits until the limit is over.
it.each([
  ['a list that says so', '/users', { 'retry-after': '7' }, '7'],
  ['a report that does not', '/cost_report?starting_at=2026-11-01T00:00:00Z', {}, '60'],
])('tells how long a rate limit lasts for %s', async (_, path, headers, after) => {
  dropIn.simulator.faults.add({ kind: 'status', status: 429, headers });

  expect(shown(await dropIn.ask('GET', path))).toMatchObject({
    status: 429,
    retry: 'true',
    after,
    error: { type: 'rate_limit_error' },
  });
});
