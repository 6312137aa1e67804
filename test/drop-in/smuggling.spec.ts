import { DEMO_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootDropIn, type DropIn } from './support/boot-drop-in.js';

let dropIn: DropIn;

beforeEach(async () => {
  dropIn = await bootDropIn();
});
afterEach(() => dropIn.close());

const journal = () => dropIn.simulator.journal.entries();

it('sends the headers of the connector and none of the caller', async () => {
  await dropIn.ask('GET', '/me');
  const plain = journal().at(-1)!.headers;

  await dropIn.ask('GET', '/me', {
    headers: {
      authorization: `Bearer ${dropIn.token}`,
      'x-api-key': SECOND_ADMIN_KEY,
      'anthropic-version': '2026-10-21',
      'anthropic-beta': 'webhooks-2026-01-01,oauth-2025-04-20',
      'anthropic-organization-id': 'org_other',
      'user-agent': 'a-client/1.0',
      'x-forwarded-host': 'evil.example',
      'x-http-method-override': 'DELETE',
      cookie: 'session=1',
      'x-anything': 'at all',
    },
  });

  expect(journal().at(-1)!.headers).toEqual(plain);
  expect(plain).toMatchObject({
    host: new URL(dropIn.simulator.url).host,
    'x-api-key': 'sk-ant-admin01-…',
    'anthropic-version': '2023-06-01',
  });
});

it('sends the beta header of the catalogue for a caller who sends none', async () => {
  await dropIn.ask('GET', '/webhooks');

  expect(journal().at(-1)).toMatchObject({
    status: 200,
    headers: { 'anthropic-beta': expect.stringMatching(/^webhooks-/) },
  });
});

it('never shows the token to the API, nor the Admin key to the caller', async () => {
  const texts: string[] = [];
  for (const [method, path] of [
    ['GET', '/me'],
    ['GET', '/api_keys?limit=50'],
    ['GET', '/users/user_nobody'],
    ['DELETE', '/api_keys/apikey_1'],
    ['GET', `/users?${DEMO_ADMIN_KEY}=1`],
  ] as const) {
    const { body, headers } = await dropIn.ask(method, path);
    texts.push(JSON.stringify([body, ...headers]));
  }

  expect(texts.join()).not.toContain(DEMO_ADMIN_KEY);
  expect(dropIn.log.join()).not.toContain(DEMO_ADMIN_KEY);
  expect(JSON.stringify(journal())).not.toContain(dropIn.token);
  expect(JSON.stringify(journal())).not.toContain(dropIn.token.split('.')[2]);
});
