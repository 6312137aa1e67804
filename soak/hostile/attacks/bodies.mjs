import { gzipSync } from 'node:zlib';
import { largestReport } from '../endless-report.mjs';

const CONNECTIONS = '/v1/connectors/anthropic/connections';

/** Every route that takes a body, with how it is sent. */
const DOORS = [
  ['/v1/session', { token: '' }],
  ['/v1/connectors/anthropic/actions/users_list/invoke', {}],
  [`${CONNECTIONS}/default`, { method: 'PUT' }],
  ['/v1/connectors/anthropic/switches', { method: 'PUT' }],
  ['/v1/tokens/revocations', {}],
  ['/mcp', { headers: { accept: 'application/json, text/event-stream' } }],
  ['/v1/connectors/anthropic/api/v1/organizations/invites', {}],
];

const unknownFields = (count) =>
  `{${Array.from({ length: count }, (_, nth) => `"f${nth.toString(36)}":1`).join(',')}}`;
const nested = (text, levels) => text[0].repeat(levels) + text[1].repeat(levels);
const MANY = unknownFields(90_000);

/** Bodies by what is wrong with them. */
const BODIES = {
  'unknown fields': () => MANY,
  'unknown fields within the bound': () => unknownFields(9_000),
  'unknown fields of the input': () => `{"input":${unknownFields(9_000)}}`,
  'deep lists': () => nested('[]', 400_000),
  'deep objects': () => `${'{"input":'.repeat(80_000)}1${'}'.repeat(80_000)}`,
  'depth within the bound': () => `{"input":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`,
  'too large': () => JSON.stringify({ input: { email: 'x'.repeat(1_100_000) } }),
  'one long text': () => JSON.stringify({ input: { email: 'x'.repeat(900_000) }, code: 'y'.repeat(50_000) }),
  'long names': () => JSON.stringify({ ['n'.repeat(900_000)]: 1 }),
  'not JSON': () => '{"input":',
  'not an object': () => '[[],null,1]',
};

/** Names that every object has, and other ones that code may trip over. */
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'prototype',
  '__defineGetter__',
];

const wrongBody = async (client) => {
  const [path, options] = client.random.pick(DOORS);
  const body = BODIES[client.random.pick(Object.keys(BODIES))]();
  await client.call(path, { ...options, body });
};

const compressed = async (client) => {
  const [path, options] = client.random.pick(DOORS);
  const body = gzipSync(Buffer.alloc(20 * 1024 * 1024, ' '));
  await client.call(path, { ...options, body, headers: { ...options.headers, 'content-encoding': 'gzip' } });
};

const prototypeNames = async (client) => {
  const name = client.random.pick(NAMES);
  const calls = [
    () => client.invoke(name, { input: {} }),
    () => client.invoke('users_list', `{"input":{"${name}":{"limit":1}}}`),
    () => client.invoke('workspaces_update', `{"input":{"workspace_id":"w","name":{"${name}":1}}}`),
    () => client.invoke('users_list', `{"${name}":{"all":true}}`),
    () => client.call(`/v1/connectors/${name}/actions`, { method: 'GET' }),
    () => client.call(`/v1/connectors/anthropic/exports/${name}`, { method: 'GET' }),
    () => client.call(`${CONNECTIONS}/${name}`, { method: 'GET' }),
    () => client.call(`/v1/audit?${name}=1&action=${name}`, { method: 'GET' }),
    () => client.call(`/v1/audit?limit[${name}]=1`, { method: 'GET' }),
    () => client.mcp({ jsonrpc: '2.0', id: 1, method: name }),
    () => client.mcp({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } }),
    () =>
      client.mcp(
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"anthropic_users_list","arguments":{"${name}":1}}}`,
      ),
    () => client.call(`/v1/connectors/anthropic/api/v1/${name}`, { method: 'GET' }),
    () => client.invoke('usage_report_messages', { input: { ...largestReport(1, 1), group_by: [name] } }),
    () => client.call('/v1/session', { token: '', body: `{"${name}":{"code":"x"}}` }),
    () =>
      client.call('/v1/session', { method: 'GET', token: '', headers: { cookie: `${name}=1; ${name}=2` } }),
    () => client.call('/health', { method: 'GET', token: client.token({ type: name }) }),
    () => client.invoke('users_list', {}, { token: client.token({ type: name, tenantId: name, sub: name }) }),
  ];
  await client.random.pick(calls)();
};

export const BODY_ATTACKS = [
  { name: 'wrong bodies', workers: 2, pauseMs: 150, step: wrongBody },
  { name: 'compressed bodies', workers: 1, pauseMs: 700, step: compressed },
  { name: 'names that every object has', workers: 1, pauseMs: 60, step: prototypeNames },
];
