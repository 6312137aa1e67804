import { ACTIONS, LIMITATIONS, type Action } from 'anthropic-admin-connector';
import { render } from 'anthropic-admin-connector/kit';
import { bootDropIn, type DropIn } from './support/boot-drop-in.js';
import { errorBody } from './support/error-body.js';

let dropIn: DropIn;

beforeAll(async () => {
  dropIn = await bootDropIn();
});
afterAll(() => dropIn.close());

/** The drop-in endpoint names actions by their requests. */
function requestOf(actionId: string): string {
  const action = (ACTIONS as readonly Action[]).find(({ id }) => id === actionId)!;
  return 'route' in action ? action.route : 'askedAs' in action ? action.askedAs : actionId;
}

function limited(
  id: string,
  alternative?: { method: string; path: string; body?: object; loses?: readonly [string] },
): object {
  const { title, reason, workaround, reference } = LIMITATIONS.find((one) => one.id === id)!;
  const instead =
    alternative &&
    `${alternative.method} ${alternative.path}${alternative.body ? ` with the body ${JSON.stringify(alternative.body)}` : ''}`;
  return {
    status: 400,
    body: errorBody(
      'invalid_request_error',
      `${title}. ${reason} ${render(workaround, requestOf)}${instead ? ` Send instead: ${instead}` : ''}${alternative?.loses ? ` (This does not set ${alternative.loses[0]}.)` : ''}`,
      { error_code: `connector_${id}`, reference, ...(alternative && { alternative }) },
    ),
  };
}

it('answers a deletion of an API key with the request that archives it', async () => {
  const answer = await dropIn.ask('DELETE', '/api_keys/apikey_1');

  expect(answer).toMatchObject(
    limited('api_keys_delete_unsupported', {
      method: 'POST',
      path: '/v1/organizations/api_keys/apikey_1',
      body: { status: 'archived' },
    }),
  );
});

it('answers a deletion of a workspace with the request that archives it', async () => {
  const answer = await dropIn.ask('DELETE', '/workspaces/wrkspc_1');

  expect(answer).toMatchObject(
    limited('workspaces_delete_unsupported', {
      method: 'POST',
      path: '/v1/organizations/workspaces/wrkspc_1/archive',
    }),
  );
});

it.each([[{ name: 'Batch' }], [{ name: 5, more: true }], [undefined]])(
  'answers the creation of an API key from %j with the limitation',
  async (body) => {
    const answer = await dropIn.ask('POST', '/api_keys', { body });

    expect(answer).toMatchObject(limited('api_keys_create_unsupported'));
  },
);

it.each([
  ['an upload', '/plugins', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
  ['an upload of 2 MB', '/plugins', { 'content-type': 'multipart/form-data' }, 'x'.repeat(2_000_000)],
  ['a form', '/api_keys', { 'content-type': 'application/x-www-form-urlencoded' }, 'name=Batch'],
  ['what is no JSON', '/api_keys', {}, '{"name": '],
])('answers %s with the limitation', async (_, path, headers, body) => {
  const { status, body: answer } = await dropIn.ask('POST', path, { body, headers });

  expect([400, 403]).toContain(status);
  expect(answer.error.details?.error_code).toMatch(
    /^connector_(plugins_create_requires|api_keys_create_unsup)/,
  );
});

it('answers hourly costs with the request for daily ones', async () => {
  const starting_at = '2026-11-01T00:00:00Z';
  const query = { starting_at, bucket_width: '1h', 'group_by[]': ['workspace_id', 'description'] };

  const answer = await dropIn.ask('GET', '/cost_report', { query });

  expect(answer).toMatchObject(
    limited('cost_buckets_daily', {
      method: 'GET',
      path: '/v1/organizations/cost_report?starting_at=2026-11-01T00%3A00%3A00Z&bucket_width=1d&group_by%5B%5D=workspace_id&group_by%5B%5D=description',
      loses: ['bucket_width'],
    }),
  );
});

it('answers an expiry of an invite with the invite that can be had', async () => {
  const invite = { email: 'new@acme-robotics.example', role: 'developer' };

  const answer = await dropIn.ask('POST', '/invites', { body: { ...invite, expires_in_days: 3 } });

  expect(answer).toMatchObject(
    limited('invite_expiry_fixed', {
      method: 'POST',
      path: '/v1/organizations/invites',
      body: invite,
      loses: ['expires_in_days'],
    }),
  );
});

it('looks a member up before removing, and answers for an admin with the demotion', async () => {
  const { adminUserId } = dropIn.simulator.demo;
  const before = dropIn.sent().length;

  const answer = await dropIn.ask('DELETE', `/users/${adminUserId}`);

  expect(answer).toMatchObject(
    limited('admin_not_removable', {
      method: 'POST',
      path: `/v1/organizations/users/${adminUserId}`,
      body: { role: 'user' },
    }),
  );
  expect(dropIn.sent().slice(before)).toEqual([`GET /v1/organizations/users/${adminUserId}`]);
});
