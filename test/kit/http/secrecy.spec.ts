import { inspect } from 'node:util';
import { ApiError } from '../../../src/kit/http/index.js';
import type { ApiEvent } from '../../../src/kit/http/index.js';
import { CALL, CANARY, READ, WRITE, bootApi } from './boot-api.js';
import type { Answer } from './scripted-server.js';
import { fault, json, raw, resetBefore, resetMidway, silence } from './scripted-server.js';

const echo = (status: number): Answer =>
  raw(
    status,
    'application/json',
    JSON.stringify({
      type: 'error',
      error: {
        type: `type ${CANARY}`,
        message: `no such key: ${CANARY}, nor sk-ant-admin01-another-KEY_0123456789`,
        details: { error_code: CANARY },
      },
      request_id: CANARY,
    }),
  );

/** Every road by which an error reaches a log. */
const prints = (error: ApiError): string[] => [
  String(error),
  error.message,
  error.stack ?? '',
  JSON.stringify(error),
  JSON.stringify(error, Object.getOwnPropertyNames(error)),
  inspect(error, { depth: Infinity, showHidden: true, getters: true, showProxy: true }),
  inspect(error.cause, { depth: Infinity, showHidden: true }),
  inspect({ ...error }, { depth: Infinity, showHidden: true }),
  inspect(structuredClone(error), { depth: Infinity, showHidden: true }),
];

const CASES: [title: string, answer: Answer, change?: object][] = [
  ['an answer that echoes it', echo(400)],
  ['a 401 that echoes it', echo(401)],
  ['a 500 that echoes it', echo(500)],
  ['an answer that is not JSON and echoes it', raw(200, 'text/html', CANARY)],
  ['an answer that is broken JSON and echoes it', raw(200, 'application/json', `{"${CANARY}`)],
  [
    'a redirect to a place that holds it',
    (response) => void response.writeHead(302, { location: CANARY }).end(),
  ],
  ['a rate limit', fault(429, 'rate_limit_error')],
  ['a reset', resetBefore],
  ['a reset in mid-answer', resetMidway],
  ['no answer', silence],
  ['a path that holds it', silence, { path: `https://elsewhere.example/${CANARY}` }],
  [
    'a query that holds it',
    fault(400, 'invalid_request_error'),
    { path: `/v1/organizations/me?key=${CANARY}` },
  ],
];

describe.each([
  ['without interceptors', false],
  ['with interceptors', true],
])('%s', (_title, intercepted) => {
  test.each(CASES)('keeps the key out of the error after %s', async (_case, answer, change = {}) => {
    const { api } = await bootApi([answer], { maxRetries: 0, requestTimeoutMs: 40 });
    if (intercepted) api.http.interceptors.response.use((response) => response);

    const error: unknown = await api.send({ ...WRITE, ...change }, CALL).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ApiError);
    expect(prints(error as ApiError).join('\n')).not.toMatch(/CANARY|another-KEY/);
    expect((error as ApiError).cause).toBeUndefined();
  });
});

test('keeps the rest of a message that echoed a key', async () => {
  const { send } = await bootApi([echo(400)]);

  expect(await send()).toMatchObject({
    type: 'type [redacted]',
    code: '[redacted]',
    requestId: '[redacted]',
    upstreamMessage: 'no such key: [redacted], nor [redacted]',
  });
});

test('keeps line breaks and escape codes of the API out of messages', async () => {
  const message = 'one\r\n2026-11-01 ERROR forged\u001b[31m';
  const { send } = await bootApi([json(400, { type: 'error', error: { type: 'a\nb', message } })]);

  expect(await send()).toMatchObject({ type: 'a b', upstreamMessage: 'one 2026-11-01 ERROR forged [31m' });
});

test('keeps a message of the API short', async () => {
  const { send } = await bootApi([json(400, { type: 'error', error: { message: 'x'.repeat(5000) } })]);

  expect(await send()).toMatchObject({ upstreamMessage: 'x'.repeat(2000) });
});

test('shows the key nowhere in an adapter at work', async () => {
  const { api, server } = await bootApi([silence], { requestTimeoutMs: 60, maxRetries: 0 });
  const answer = api.send(READ, CALL).catch(() => undefined);
  await server.received(1);

  const printed = inspect(api, { depth: Infinity, showHidden: true }) + JSON.stringify(api);
  await answer;

  expect(printed).not.toContain('CANARY');
});

test('shows the key in no event', async () => {
  const events: ApiEvent[] = [];
  const { send } = await bootApi([echo(500), echo(429), echo(400)], {
    onEvent: (event) => events.push(event),
  });

  await send({ path: `/v1/organizations/me?key=${CANARY}` });

  expect(events).toHaveLength(8);
  expect(inspect(events, { depth: Infinity, showHidden: true })).not.toContain('CANARY');
});

test.each<[answer: Answer, message: string]>([
  [
    fault(404, 'not_found_error'),
    '404 not_found_error: POST /v1/organizations/invites (request req_1): not_found_error here',
  ],
  [
    raw(502, 'text/html', '<html>'),
    '502: POST /v1/organizations/invites: the response with status 502 does not come from the API',
  ],
  [resetBefore, 'interrupted: POST /v1/organizations/invites: ECONNRESET'],
  [raw(200, 'text/html', '<html>'), '200: POST /v1/organizations/invites: the response is not JSON'],
])('says what happened in one line', async (answer, message) => {
  const { api } = await bootApi([answer]);

  await expect(api.send(WRITE, CALL)).rejects.toThrow(new Error(message));
});
