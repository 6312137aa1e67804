import Anthropic from '@anthropic-ai/sdk';
import { DEMO_ADMIN_KEY, EXPIRED_ADMIN_KEY, ORDINARY_KEY } from '../../simulator/src/index.js';
import { boot } from './support/boot.js';
import { bootSdk, refusal } from './support/sdk.js';

it('tells the SDK which organization its key is of', async () => {
  const { organization, simulator } = await bootSdk();

  const me = await organization.retrieve();

  expect(me).toEqual({
    id: '5f0a6a3e-2f1d-4c5b-9d55-0d3a2c7b9e10',
    type: 'organization',
    name: 'Acme Robotics',
  });
  expect(simulator.journal.entries()[0]?.headers).toMatchObject({
    authorization: 'Bearer sk-ant-admin01-…',
    'anthropic-version': '2026-10-21',
  });
});

it('takes an Admin key that the SDK sends as a token', async () => {
  const { simulator } = await boot();
  const client = new Anthropic({ authToken: DEMO_ADMIN_KEY, baseURL: simulator.url, maxRetries: 0 });

  expect(await client.organization.retrieve()).toMatchObject({ name: 'Acme Robotics' });
});

it.each([
  ['expired', EXPIRED_ADMIN_KEY, 401, 'authentication_error'],
  ['ordinary', ORDINARY_KEY, 403, 'permission_error'],
])('gives the SDK the right error for a key that is %s', async (_what, key, status, type) => {
  const { organization } = await bootSdk({}, key);

  expect(await refusal(organization.retrieve())).toEqual({ status, type, code: null });
});

it('gives the SDK the request id of a failure', async () => {
  const { organization, simulator } = await bootSdk();

  const error = await organization.users.retrieve('user_nobody').catch((cause: unknown) => cause);

  expect(error).toBeInstanceOf(Anthropic.NotFoundError);
  expect(error).toMatchObject({ requestID: simulator.journal.entries()[0]?.request_id });
});
