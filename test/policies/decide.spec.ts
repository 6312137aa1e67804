import { bootPlatform, type Answer, type BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';
import { afterSuite, afterTest } from '../support/cleanup.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform({ env: { PLATFORM_POLICIES: 'on' } });
  afterSuite(() => platform.close());
  await platform.connect();
});

const invoke = async (action: string, input: object, type = 'userToken'): Promise<Answer> =>
  platform.call(`/actions/${action}/invoke`, {
    method: 'POST',
    body: { input },
    headers: { authorization: `Bearer ${await signedToken({ tenantId: 'acme', type })}` },
  });

test('lets everybody read, and people change what can be reversed', async () => {
  const read = await invoke('users_list', { limit: 1 }, 'tenantAccessToken');
  const write = await invoke('workspaces_create', { name: 'free' });

  expect([read.status, write.status]).toEqual([200, 200]);
});

test.each([
  [
    'a person who loses something',
    'userToken',
    'users_remove',
    () => ({ user_id: platform.simulator.demo.userUserId }),
  ],
  ['an agent that changes something', 'tenantAccessToken', 'workspaces_create', () => ({ name: 'asked' })],
])('requires an approval of %s', async (_, type, action, input) => {
  const { status, body } = await invoke(action, input(), type);

  expect({ status, body }).toMatchObject({
    status: 202,
    body: { code: 'approval_required' },
  });
});

test('only notes in the outcome and in the audit what policies that are watched would have decided', async () => {
  const watching = await bootPlatform({ env: { PLATFORM_POLICIES: 'watch' } });
  afterTest(() => watching.close());
  await watching.connect();

  const invoked = await watching.call('/actions/workspaces_create/invoke', {
    method: 'POST',
    body: { input: { name: 'watched' } },
    headers: { authorization: `Bearer ${await signedToken({ type: 'tenantAccessToken' })}` },
  });
  const audit = await watching.call('//v1/audit?limit=1');

  const reason =
    'Changes that cannot be reversed, and those of agents, take an approval: Ask another person to approve it.';
  expect(invoked).toMatchObject({
    status: 200,
    body: {
      ok: true,
      meta: {
        policy: { effect: 'approval', reason },
        warnings: [`A policy that is not in force would require approval for workspaces_create: ${reason}`],
      },
    },
  });
  expect(audit.body).toMatchObject({ data: [{ details: { policy: { effect: 'approval', reason } } }] });
});
