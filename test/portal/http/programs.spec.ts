import { signedIn, type SignedIn } from './support/signed-in.js';

const MCP = {
  path: '/mcp',
  asked: {
    method: 'POST',
    body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    headers: { accept: 'application/json, text/event-stream' },
  },
};
const DROP_IN = { path: '/v1/connectors/anthropic/api/v1/organizations/me', asked: {} };

let person: SignedIn;
beforeAll(async () => {
  person = await signedIn();
  await person.platform.connect();
});

it.each([
  ['/mcp', MCP],
  ['/mcp, however it is spelt', { ...MCP, path: '/MCP/' }],
  ['the drop-in endpoint', DROP_IN],
  ['the drop-in endpoint, however it is spelt', { ...DROP_IN, path: '/V1/connectors/Anthropic/API' }],
])('answers 401 on %s to the cookie of a session', async (_, { path, asked }) => {
  person.platform.simulator.journal.clear();

  const { status } = await person.browser.ask(path, asked);

  expect(status).toBe(401);
  expect(person.platform.simulator.journal.entries()).toEqual([]);
});

it('takes the token of a program beside a cookie', async () => {
  const token = await person.platform.call('//v1/connectors/anthropic/api/v1/organizations/me', {
    headers: { cookie: person.browser.cookieHeader },
  });

  expect(token.status).toBe(200);
});
