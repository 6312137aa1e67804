import { CANARY, WRITE, bootApi, bootServer } from './boot-api.js';
import { json, ok } from './scripted-server.js';

const FIXED = {
  host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
  connection: 'keep-alive',
  'anthropic-version': '2023-06-01',
  'user-agent': 'connector-kit',
  accept: 'application/json',
  'accept-encoding': 'identity',
  'x-api-key': CANARY,
};

test('sends a read with the headers of the Admin API and no others', async () => {
  const { server, send } = await bootApi([ok]);

  await send();

  expect(server.log).toEqual([
    { method: 'GET', path: '/v1/organizations/users?limit=2', headers: FIXED, body: '' },
  ]);
});

test('sends a write with its body as JSON', async () => {
  const { server, send } = await bootApi([ok]);

  await send({ ...WRITE, body: { name: 'Zoë', tags: { a: null }, none: undefined } });

  const body = '{"name":"Zoë","tags":{"a":null}}';
  const headers = {
    ...FIXED,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  };
  expect(server.log).toEqual([{ method: 'POST', path: '/v1/organizations/invites', headers, body }]);
});

test('sends a write without a body', async () => {
  const { server, send } = await bootApi([ok]);

  await send({ ...WRITE, body: undefined });

  expect(server.log[0]).toMatchObject({ headers: { ...FIXED, 'content-length': '0' }, body: '' });
});

test('joins the names of betas into one header', async () => {
  const { server, send } = await bootApi([ok]);

  await send({ betas: ['webhooks-2026-03-01', 'other-2026-04-01'] });

  expect(server.log[0]?.headers).toEqual({
    ...FIXED,
    'anthropic-beta': 'webhooks-2026-03-01,other-2026-04-01',
  });
});

test('names the host in the user agent when it is asked to', async () => {
  const { server, send } = await bootApi([ok], { userAgent: 'portal/1.2' });

  await send();

  expect(server.log[0]?.headers).toEqual({ ...FIXED, 'user-agent': 'portal/1.2' });
});

test('puts the path of a gateway before the path of the API', async () => {
  const gateway = await bootServer(ok);
  const { send } = await bootApi([], { baseUrl: `${gateway.url}/anthropic/` });

  await send();

  expect(gateway.requests).toEqual(['GET /anthropic/v1/organizations/users?limit=2']);
});

test('uses its connections again', async () => {
  const { server, send } = await bootApi(Array(6).fill(ok));
  const sockets = new Set<unknown>();
  server.onRequest = (request) => sockets.add(request.socket);

  for (let call = 0; call < 6; call += 1) await send();

  // The pool takes a connection back a moment after its answer is out, hence a second one.
  expect(sockets.size).toBeLessThanOrEqual(2);
});

test.each<[title: string, answer: Parameters<typeof bootApi>[0][number], body: unknown]>([
  ['an object', json(200, { id: 'user_1' }), { id: 'user_1' }],
  ['null', json(200, null), null],
  ['another 2xx', json(201, { id: 1 }), { id: 1 }],
  ['a body of 204', (response) => void response.writeHead(204).end(), undefined],
  ['an empty body', (response) => void response.writeHead(200).end(), undefined],
  ['JSON without a content type', (response) => void response.writeHead(200).end('[1]'), [1]],
  [
    'Unicode that comes in pieces',
    (response) => {
      const bytes = Buffer.from('"Zoë 🌍"');
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.write(bytes.subarray(0, 4), () => setTimeout(() => response.end(bytes.subarray(4)), 5));
    },
    'Zoë 🌍',
  ],
])('reads %s', async (_title, answer, body) => {
  const { send } = await bootApi([answer]);

  expect(await send()).toMatchObject({ body, attempts: 1, joined: false });
});

test.each([
  ['a line break in a beta', { betas: ['a\r\nx-evil: 1'] }, 'UND_ERR_INVALID_ARG'],
  ['a body with a cycle', { ...WRITE, body: cycle() }, 'the body is not serializable as JSON'],
  ['a body with a BigInt', { ...WRITE, body: { n: 1n } }, 'the body is not serializable as JSON'],
])('refuses %s before anything is sent', async (_title, request, reason) => {
  const { server, send } = await bootApi([ok]);

  const result = await send(request);

  expect(result).toMatchObject({ kind: 'invalid_request', reason, inDoubt: false, retryable: false });
  expect(server.requests).toEqual([]);
});

function cycle(): object {
  const body: Record<string, unknown> = {};
  return Object.assign(body, { body });
}
