import { get as httpGet } from 'node:http';
import {
  DEMO_ADMIN_KEY,
  FAULT_KINDS,
  SECOND_ORGANIZATION_ID,
  WAIT_HINTS,
} from '../../simulator/src/index.js';
import type { FaultRequest } from '../../simulator/src/index.js';
import type { Booted } from './support/boot.js';
import { boot } from './support/boot.js';

const HEADERS = { 'x-api-key': DEMO_ADMIN_KEY, 'anthropic-version': '2023-06-01' };

/** The header lines as they were sent, and the informational responses before them. */
function linesOf({ simulator }: Booted, path: string): Promise<{ lines: string[]; before: number[] }> {
  return new Promise((resolve, reject) => {
    const before: number[] = [];
    const request = httpGet(`${simulator.url}/v1/organizations${path}`, { headers: HEADERS }, (response) => {
      response.resume();
      const { rawHeaders: raw } = response;
      const lines = raw.flatMap((name, index) => (index % 2 ? [] : [`${name}: ${raw[index + 1]}`]));
      resolve({ lines, before });
    });
    request.on('information', (info) => before.push(info.statusCode));
    request.on('error', reject);
  });
}

it.each([undefined, 403, 404, 524])('sends the page of an edge with the status %s', async (status) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'edge_page', ...(status ? { status } : {}), headers: { 'cf-ray': '8f1' } });

  const { status: got, headers, body } = await get('/me');

  expect(got).toBe(status ?? 502);
  expect([headers.get('request-id'), headers.get('cf-ray')]).toEqual([null, '8f1']);
  expect(headers.get('content-type')).toBe('text/html; charset=UTF-8');
  expect(body).toContain(`<title>${status ?? 502}</title>`);
});

it('sends the JSON of a gateway, without envelope and request id', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'foreign_json', status: 401 });
  simulator.faults.add({ kind: 'foreign_json', status: 200, body: ['up'] });

  const first = await get('/me');
  const second = await get('/me');

  expect([first.status, first.headers.get('request-id'), first.body]).toEqual([
    401,
    null,
    { message: 'Forbidden' },
  ]);
  expect([second.status, second.body]).toEqual([200, ['up']]);
});

it.each(Object.keys(WAIT_HINTS))('sends the wait hint %s', async (hint) => {
  const booted = await boot();
  booted.simulator.faults.add({ kind: 'wait_hint', hint, times: 2 });

  expect((await booted.get('/me')).status).toBe(429);
  const { lines } = await linesOf(booted, '/me');
  const hints = lines.filter((line) => /^(retry-after|anthropic-ratelimit|x-should)/.test(line));
  const expected = Object.entries(WAIT_HINTS[hint] ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one) => `${name}: ${one}`),
  );
  expect(hints).toEqual(expected);
});

it('sends a wait hint with another status', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'wait_hint', hint: 'year', status: 529 });

  const { status, headers } = await get('/me');

  expect([status, headers.get('retry-after')]).toEqual([529, '31536000']);
});

it.each([
  ['header', 'x-echo'],
  ['request_id', 'request-id'],
  ['organization_id', 'anthropic-organization-id'],
] as const)('echoes the key in the %s', async (where, header) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'echoed_key', in: where });

  const { status, headers } = await get('/me');

  expect([status, headers.get(header)]).toEqual([200, DEMO_ADMIN_KEY]);
});

const SECRET = 'simulator-demo-not-a-secret-0000000000000000';

it.each([
  ['whole', DEMO_ADMIN_KEY],
  ['secret', SECRET],
  ['half', 'sk-ant-admin01-simulator-demo'],
  ['base64', Buffer.from(DEMO_ADMIN_KEY).toString('base64')],
  ['split', 'sk-ant-admin01-simulator-demo\0-not-a-secret-0000000000000000'],
] as const)('echoes the key %s', async (part, expected) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'echoed_key', in: 'field', part });

  expect((await get('/me')).body.echo).toBe(expected);
});

it.each(['id', 'name'] as const)('echoes the key as the %s of every record', async (where) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'echoed_key', in: where, times: 2 });

  const one = (await get('/me')).body;
  const list = (await get('/users', { limit: 2 })).body.data;

  expect([one, ...list].map((record) => record[where])).toEqual(Array(3).fill(DEMO_ADMIN_KEY));
});

it('answers 204 without a body', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'no_content' });

  const { status, body } = await get('/me');

  expect([status, body]).toEqual([204, '']);
});

it('answers with an empty body', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'empty_body' });

  const { status, headers, body } = await get('/me');

  expect([status, headers.get('content-type'), body]).toEqual([200, 'application/json', '']);
});

it('answers with any text as its body', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'raw_body', text: '\uFEFF{"n":1e400}', content_type: 'Application/JSON' });

  const { status, headers, body } = await get('/me');

  expect([status, headers.get('content-type')]).toEqual([200, 'Application/JSON']);
  // Response.text() drops the byte order mark.
  expect(body).toEqual({ n: Infinity });
});

it.each([
  ['lines', ['content-type: application/json', 'content-type: application/json']],
  ['joined', ['content-type: application/json, application/json']],
] as const)('doubles every header as %s', async (form, expected) => {
  const booted = await boot();
  booted.simulator.faults.add({ kind: 'doubled_headers', form });

  const { lines } = await linesOf(booted, '/me');

  expect(lines.filter((line) => line.startsWith('content-type'))).toEqual(expected);
  expect(lines.filter((line) => line.startsWith('request-id')).join()).toMatch(/(req_\w+).*\1/);
});

it('sets and removes headers', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'headers', set: { 'content-encoding': 'identity' }, remove: ['request-id'] });

  const { status, headers } = await get('/me');

  expect([status, headers.get('content-encoding'), headers.get('request-id')]).toEqual([
    200,
    'identity',
    null,
  ]);
});

it.each([100, 102, 103])('sends an unasked %i before the response', async (status) => {
  const booted = await boot();
  booted.simulator.faults.add({ kind: 'informational', status });

  expect((await linesOf(booted, '/me')).before).toEqual([status]);
});

const COST = { starting_at: '2026-11-01T00:00:00Z', limit: 2 };

it.each([
  ['null_cursor', { has_more: true, first_id: null, last_id: null }],
  ['empty_cursor', { has_more: true, first_id: '', last_id: '' }],
] as const)('cuts a list by id with %s', async (form, expected) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'cut_page', form });

  const { body } = await get('/users', { limit: 2 });

  expect(body).toEqual({ data: expect.any(Array), ...expected });
  expect(body.data).toHaveLength(2);
});

it('cuts the last page too', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'cut_page', form: 'null_cursor' });

  expect((await get('/users', { limit: 1000 })).body).toMatchObject({ has_more: true, last_id: null });
});

it.each([
  ['null_cursor', { has_more: true, next_page: null }],
  ['empty_cursor', { has_more: true, next_page: '' }],
  ['missing_cursor', { has_more: true }],
] as const)('cuts a list by token with %s', async (form, expected) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'cut_page', form });

  const { data, ...rest } = (await get('/cost_report', COST)).body;

  expect(rest).toEqual(expected);
  expect(data).toHaveLength(2);
});

it('leaves the cursors of a list by id out', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'cut_page', form: 'missing_cursor' });

  expect(Object.keys((await get('/users')).body)).toEqual(['data', 'has_more']);
});

it.each([
  ['/users', { limit: 2 }, 'last_id', 'after_id'],
  ['/cost_report', COST, 'next_page', 'page'],
])('gives the cursor of %s that was sent', async (path, query, cursor, parameter) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'cut_page', form: 'same_cursor', times: 'always' });

  const first = (await get(path, query)).body;
  const second = (await get(path, { ...query, [parameter]: first[cursor] })).body;

  expect(first[cursor]).toEqual(expect.stringMatching(/./));
  expect(second).toMatchObject({ has_more: true, [cursor]: first[cursor] });
});

it('gives data that is not a list, or none', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'cut_page', form: 'not_a_list' });
  simulator.faults.add({ kind: 'cut_page', form: 'no_list' });

  const first = (await get('/users')).body;
  const second = (await get('/users')).body;

  expect(Array.isArray(first.data)).toBe(false);
  expect(second).not.toHaveProperty('data');
});

it('answers as another organization, with its id and name in /me', async () => {
  const { simulator, get, demo } = await boot();
  simulator.faults.add({ kind: 'other_organization', times: 2 });
  simulator.faults.add({ kind: 'other_organization', organization_id: '', name: '' });

  const me = await get('/me');
  const user = await get(`/users/${demo.adminUserId}`);
  const nobody = await get('/me');

  expect(me.body).toEqual({
    id: SECOND_ORGANIZATION_ID,
    type: 'organization',
    name: 'Another organization',
  });
  expect([me, user].map(({ headers }) => headers.get('anthropic-organization-id'))).toEqual([
    SECOND_ORGANIZATION_ID,
    SECOND_ORGANIZATION_ID,
  ]);
  expect(user.body.id).toBe(demo.adminUserId);
  expect(nobody.body).toMatchObject({ id: '', name: '' });
});

it('hits one segment of a path with a name in braces', async () => {
  const { simulator, get, demo } = await boot();
  const path = '/v1/organizations/workspaces/{id}';
  simulator.faults.add({ kind: 'status', status: 503, times: 'always', match: { path } });

  const statuses = [
    (await get('/workspaces')).status,
    (await get(`/workspaces/${demo.productionWorkspaceId}`)).status,
    (await get(`/workspaces/${demo.productionWorkspaceId}/members`)).status,
  ];

  expect(statuses).toEqual([200, 503, 200]);
});

it('has a request for every kind of fault in the README', async () => {
  const { readFileSync } = await import('node:fs');
  const readme = readFileSync(new URL('../../simulator/README.md', import.meta.url), 'utf8');

  const missing = FAULT_KINDS.filter((kind: FaultRequest['kind']) => !readme.includes(`| \`${kind}\``));
  expect(missing).toEqual([]);
});
