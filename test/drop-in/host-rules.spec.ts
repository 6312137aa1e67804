import type { ConnectorOptions } from 'anthropic-admin-connector';
import { signedToken } from '../platform/support/tokens.js';
import { bootDropIn, type DropIn } from './support/boot-drop-in.js';
import { errorBody } from './support/error-body.js';

let dropIn: DropIn;

afterEach(() => dropIn.close());

const RULES: [string, ConnectorOptions, string, string, object?][] = [
  [
    'switched off',
    { switches: { isEnabled: () => false } },
    'connector_action_disabled',
    'The action GET /v1/organizations/users is disabled for this tenant. An administrator of the tenant can enable it.',
  ],
  [
    'denied by a policy',
    { policy: { decide: () => ({ effect: 'deny', reason: 'members are private' }) } },
    'connector_policy_denied',
    'Policy does not allow GET /v1/organizations/users: members are private Ask an administrator of the tenant to change the policy.',
  ],
  [
    'waiting for an approval',
    { policy: { decide: () => ({ effect: 'approval', reason: 'two pairs of eyes', approvalId: 'a1' }) } },
    'connector_approval_required',
    'Policy requires approval for GET /v1/organizations/users: two pairs of eyes Wait for approval a1, then invoke again.',
    { approval: { id: 'a1', reason: 'two pairs of eyes' } },
  ],
];

it.each(RULES)('answers 403 in words for an action %s', async (_, connector, error_code, message, more) => {
  dropIn = await bootDropIn({ connector });

  const { status, headers, body } = await dropIn.ask('GET', '/users');

  expect([status, headers.get('x-should-retry')]).toEqual([403, 'false']);
  expect(body).toEqual(errorBody('permission_error', message, { error_code, ...more }));
  expect(dropIn.sent()).toEqual([]);
});

it('answers 403 for a token without the permission to use connections', async () => {
  dropIn = await bootDropIn();
  const headers = { 'x-api-key': await signedToken({ permissions: ['anthropic:connections:read'] }) };

  const { status, body } = await dropIn.ask('GET', '/users', { headers });

  expect(status).toBe(403);
  expect(body.error).toMatchObject({
    type: 'permission_error',
    details: { error_code: 'platform_permission_missing' },
  });
  expect(dropIn.sent()).toEqual([]);
});

it('writes every request into the audit, what is refused too', async () => {
  dropIn = await bootDropIn();
  await dropIn.ask('GET', '/me');
  await dropIn.ask('DELETE', '/api_keys/apikey_1');
  await dropIn.ask('GET', '/users', { query: { limit: 'ten' } });
  const headers = { authorization: `Bearer ${await signedToken({ permissions: ['*'] })}` };

  const answer = await fetch(`${dropIn.origin}/v1/audit?limit=3`, { headers });
  const { data } = (await answer.json()) as { data: object[] };

  expect(data.map((entry) => JSON.stringify(entry))).toEqual([
    expect.stringMatching(/users_list.*invalid_input|invalid_input.*users_list/),
    expect.stringMatching(/api_keys_delete.*limited_operation|limited_operation.*api_keys_delete/),
    expect.stringMatching(/organization_get/),
  ]);
});
