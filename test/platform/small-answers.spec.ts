import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';
import { signedToken } from './support/tokens.js';

let platform: BootedPlatform;
beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

type Fields = Readonly<Record<string, unknown>>;
type Send = readonly [door: string, method: string, path: string, bodyOf: (fields: Fields) => unknown];

const rpc = (args: Fields): object => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'anthropic_invites_create', arguments: args },
});

const DOORS: Send[] = [
  ['the sign-in', 'POST', '//v1/session', (fields) => fields],
  ['saving a key', 'PUT', '/connections/default', (fields) => fields],
  ['an invocation', 'POST', '/actions/users_list/invoke', (fields) => fields],
  ['its input', 'POST', '/actions/invites_create/invoke', (input) => ({ input })],
  [
    'an object of its input',
    'POST',
    '/actions/workspaces_create/invoke',
    (geo) => ({ input: { name: 'x', data_residency: geo } }),
  ],
  ['a tool', 'POST', '//mcp', rpc],
  ['the API’s own path', 'POST', '/api/v1/organizations/invites', (fields) => fields],
  ['the API’s own path that takes a query', 'GET', '/api/v1/organizations/users?', (fields) => fields],
];

/** As much of a query as a request line holds. */
function queryOf(fields: Fields): string {
  const parts: string[] = [];
  for (const name of Object.keys(fields)) {
    if (parts.join('&').length > 12_000) break;
    parts.push(`${encodeURIComponent(name)}=1`);
  }
  return parts.join('&');
}

async function answerTo([, method, path, bodyOf]: Send, fields: Fields) {
  const { url } = platform;
  const asked = path.startsWith('//') ? path.slice(1) : `/v1/connectors/anthropic${path}`;
  const hasQuery = asked.endsWith('?');
  const response = await fetch(`${url}${asked}${hasQuery ? queryOf(fields) : ''}`, {
    method,
    ...(hasQuery ? {} : { body: JSON.stringify(bodyOf(fields)) }),
    headers: {
      authorization: `Bearer ${await signedToken()}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      origin: url,
      'anthropic-version': '2023-06-01',
    },
  });
  return { status: response.status, text: await response.text() };
}

const named = (count: number, name: (nth: number) => string): Fields =>
  Object.fromEntries(Array.from({ length: count }, (_, nth) => [name(nth), 1]));

const NAMES: [string, Fields][] = [
  ['9,000 short names', named(9_000, (nth) => `f${nth}`)],
  ['long names', named(5_000, (nth) => `${'n'.repeat(100)}${nth}`)],
  ['names that JSON makes longer', named(900, (nth) => `${'\u0001'.repeat(100)}${nth}`)],
  ['names of several bytes', named(900, (nth) => `${'日本'.repeat(100)}${nth}`)],
  ['names like keys', named(900, (nth) => `sk-ant-admin01-${'x'.repeat(80)}${nth}`)],
];

describe.each(DOORS)('a body with too many wrong fields, to %s', (...door) => {
  test('of 110,000 is refused by their number', async () => {
    if (door[1] === 'GET') return;
    const { status, text } = await answerTo(
      door,
      named(110_000, (nth) => nth.toString(36)),
    );

    expect(status).toBe(413);
    expect(text).toContain('more than 10,000 values');
    expect(text.length).toBeLessThan(1_000);
  });

  test.each(NAMES)('has a short answer: %s', async (_, fields) => {
    const { status, text } = await answerTo(door, fields);

    expect([200, 400, 422]).toContain(status);
    expect(Buffer.byteLength(text)).toBeLessThan(8_192);
    expect(text).toMatch(/and [\d,]+ more/);
    expect(text).not.toContain('sk-ant-admin01-x');
    // The fields that there are, at most once in each text.
    expect((text.match(/the fields are/g) ?? []).length).toBeLessThanOrEqual(3);
  });

  test('is refused where it is nested too deeply', async () => {
    if (door[1] === 'GET') return;
    const deep = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) as unknown;
    const { status, text } = await answerTo(door, { deep });

    expect(status).toBe(400);
    expect(text).toContain('nested more than 64 levels deep');
  });
});

test('many wrong items of a list have a short answer', async () => {
  const { status, text } = await answerTo(DOORS[3]!, { email: 1, role: Array(4_000).fill({ a: 1 }) });
  const list = await answerTo(['', 'POST', '/actions/workspaces_list/invoke', (input) => ({ input })], {
    ids: Array(9_000).fill(7),
  });

  expect([status, list.status]).toEqual([422, 422]);
  expect(Math.max(text.length, list.text.length)).toBeLessThan(8_192);
});
