import type { FaultRequest } from 'anthropic-admin-simulator';
import { bootPlatform, type BootedPlatform, type Call } from './support/boot-platform.js';

const MARK = 'canary0123456789';
const KEY = `sk-ant-admin01-${MARK}-and-some-more`;
const JSON_TYPE = { 'content-type': 'application/json' };

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

const put = (raw: string): Call => ({ method: 'PUT', raw, headers: JSON_TYPE });
const post = (body: unknown, headers: Record<string, string> = {}): Call => ({
  method: 'POST',
  body,
  headers,
});

/** A key in its place, and in all the wrong ones. */
const PLACES: [string, string, Call][] = [
  ['saved', '/connections/default', put(JSON.stringify({ api_key: KEY }))],
  ['saved in quotes', '/connections/default', put(JSON.stringify({ api_key: `'${KEY}'` }))],
  ['saved within a sentence', '/connections/default', put(JSON.stringify({ api_key: `my key is ${KEY}` }))],
  ['in a field of another name', '/connections/default', put(JSON.stringify({ apiKey: KEY }))],
  ['as the name of a field', '/connections/default', put(JSON.stringify({ [KEY]: true }))],
  ['in JSON that is cut off', '/connections/default', put(`{"api_key": "${KEY}`)],
  ['in JSON with quotes forgotten', '/connections/default', put(`{"api_key": ${KEY}}`)],
  ['as the whole body', '/connections/default', put(KEY)],
  ['as the name of a connection', `/connections/${KEY}`, {}],
  ['as the name of a connector', `//v1/connectors/${KEY}`, {}],
  ['as a route', `//${KEY}`, {}],
  ['in the query', `/connections?api_key=${KEY}`, {}],
  ['in a header', '/connections', { headers: { 'x-api-key': KEY } }],
  ['as the token', '/connections', { headers: { authorization: `Bearer ${KEY}` } }],
  ['as the timeout', '/actions/users_list/invoke', post({}, { 'x-request-timeout-ms': KEY })],
  ['as the connection to use', '/actions/users_list/invoke', post({ connection: KEY })],
  ['as a value of an input', '/actions/users_list/invoke', post({ input: { limit: KEY } })],
];

it.each(PLACES)('keeps a key that is %s out of the answer and the log', async (_, path, call) => {
  const before = platform.log.length;

  const { headers, body } = await platform.call(path, call);

  expect(JSON.stringify([body, [...headers]])).not.toContain(MARK);
  expect(platform.log.slice(before).join('')).not.toContain(MARK);
  expect(platform.log.length).toBeGreaterThan(before);
});

const ECHOES: FaultRequest[] = [
  { kind: 'status', status: 401, message: `invalid x-api-key ${KEY}` },
  { kind: 'status', status: 400, message: `bad header x-api-key: ${KEY}` },
  { kind: 'status', status: 500, message: KEY },
  { kind: 'redirect', location: `https://evil.example/?key=${KEY}` },
  { kind: 'reset' },
  { kind: 'truncated' },
  { kind: 'html' },
];

it.each(ECHOES)('keeps a key out of the answer and the log when the API answers with %j', async (fault) => {
  await platform.call('/connections/default', { method: 'DELETE' });
  platform.simulator.faults.clear();
  await platform.connect();
  platform.simulator.faults.add(fault);
  const before = platform.log.length;

  const { body } = await platform.call('/connections/default', put(JSON.stringify({ api_key: KEY })));

  expect(JSON.stringify(body)).not.toContain(MARK);
  expect(platform.log.slice(before).join('')).not.toContain(MARK);
});
