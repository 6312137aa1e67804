import { DEMO_ADMIN_KEY, type FaultRequest } from 'anthropic-admin-simulator';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
beforeEach(() => mcp.simulator.reset());
afterAll(() => mcp.close());

/** The secret part of the key: whatever holds it has leaked it. */
const MARK = DEMO_ADMIN_KEY.slice('sk-ant-admin01-'.length, -4);

const call = (name: string, input: object = {}): object => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: input },
});

const FAULTS: FaultRequest[] = [
  { kind: 'status', status: 401, message: `API key ${DEMO_ADMIN_KEY} is invalid.` },
  { kind: 'status', status: 400, message: `echo: x-api-key ${DEMO_ADMIN_KEY}` },
  { kind: 'status', status: 500, message: `echo: x-api-key ${DEMO_ADMIN_KEY}` },
  { kind: 'reset' },
  { kind: 'html' },
];

it.each(FAULTS)('keeps the key out of the answer to %j', async (fault) => {
  mcp.simulator.faults.add(fault);

  const response = await mcp.post(call('anthropic_users_list'));
  const body = await response.text();

  expect(body).toContain('"isError":true');
  expect(`${JSON.stringify([...response.headers])}${body}`).not.toContain(MARK);
});

it.each([
  ['the name of a tool', DEMO_ADMIN_KEY, {}],
  ['the value of an argument', 'anthropic_users_get', { user_id: DEMO_ADMIN_KEY }],
  ['a flag', 'anthropic_users_list', { all: DEMO_ADMIN_KEY }],
])('repeats no key that stands in place of %s', async (_, name, input) => {
  const body = await (await mcp.post(call(name, input))).text();

  expect(body).toContain('"jsonrpc"');
  expect(body).not.toContain(MARK);
});

it.each(['tools/call', 'server/discover', 'ping', 'initialize'])(
  'repeats no key that stands in place of the id of %s',
  async (method) => {
    const response = await mcp.post({ jsonrpc: '2.0', id: DEMO_ADMIN_KEY, method, params: 0 });
    const body = await response.text();

    expect(response.status).toBe(422);
    expect(JSON.parse(body)).toMatchObject({ id: null, error: { code: -32_602 } });
    expect(body).not.toContain(MARK);
  },
);

const TOKEN = (progressToken: string) => ({ _meta: { progressToken } });

it.each([
  ['a long id', 'id', { id: 'i'.repeat(257), method: 'ping' }],
  ['a long progress token', 'progressToken', { id: 1, method: 'tools/call', params: TOKEN('i'.repeat(257)) }],
  [
    'a key as the progress token',
    'progressToken',
    { id: 1, method: 'tools/call', params: TOKEN(DEMO_ADMIN_KEY) },
  ],
])('refuses %s in a message and in a batch', async (_, field, message) => {
  const sent = { jsonrpc: '2.0', ...message };
  for (const body of [sent, [{ jsonrpc: '2.0', id: 2, method: 'ping' }, sent]]) {
    const response = await mcp.post(body);
    const text = await response.text();

    expect(response.status).toBe(422);
    expect(text).toContain(field);
    expect(text).not.toContain(MARK);
    expect(text.length).toBeLessThan(2_000);
  }
});

it('accepts ids and progress tokens of the usual lengths', async () => {
  const id = 'i'.repeat(256);
  const response = await mcp.post({ jsonrpc: '2.0', id, method: 'tools/list', params: TOKEN(id) });

  expect(response.status).toBe(200);
});

it('asks nobody for the key where none is saved', async () => {
  const client = await mcp.client({ tenant: 'globex' });

  const { text } = await client.call('anthropic_users_list');

  expect(text).not.toMatch(/elicit|paste it here/i);
});

it('writes neither keys nor tokens into the log', () => {
  expect(mcp.log.filter((line) => line.includes(MARK) || line.includes('eyJ'))).toEqual([]);
});
