import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const invalid = (message: string) => ({ status: 400, type: 'invalid_request_error', message });

it.each([
  ['an unknown name', { colour: 'red' }, 'colour: Extra inputs are not permitted'],
  ['an array without brackets', { roles: 'admin' }, 'roles: Extra inputs are not permitted'],
  ['a limit that is no number', { limit: 'ten' }, 'limit: Input should be a valid integer'],
  ['a limit with a fraction', { limit: '1.5' }, 'limit: Input should be a valid integer'],
  ['a limit of 0', { limit: '0' }, 'limit: Input should be greater than or equal to 1'],
  ['a limit of 1001', { limit: '1001' }, 'limit: Input should be less than or equal to 1000'],
  ['a broken address', { email: 'ada' }, 'email: value is not a valid email'],
  ['an empty cursor', { after_id: '' }, 'after_id: String should have at least 1 characters'],
  ['a name given twice', { limit: ['1', '2'] }, 'limit: given more than once'],
])('refuses a query with %s', async (_what, query, message) => {
  const { get } = await boot();

  expect(failure(await get('/users', query))).toEqual(invalid(message));
});

it.each([
  ['no field', {}, 'name: Field required'],
  ['an empty name', { name: '' }, 'name: String should have at least 1 characters'],
  ['a name of 41 characters', { name: 'x'.repeat(41) }, 'name: String should have at most 40 characters'],
  ['a name of 41 emoji', { name: '🚀'.repeat(41) }, 'name: String should have at most 40 characters'],
  ['half a character', { name: 'a\ud83d' }, 'name: Input should be a valid string'],
  ['a number for a name', { name: 7 }, 'name: Input should be a valid string'],
  ['an unknown field', { name: 'A', owner: 'b' }, 'owner: Extra inputs are not permitted'],
  [
    'a color by name',
    { name: 'A', display_color: 'red' },
    "display_color: String should match pattern '^#[0-9A-Fa-f]{6}$'",
  ],
  ['a tag that is no text', { name: 'A', tags: { env: 1 } }, 'tags.env: Input should be a valid string'],
  [
    'an unknown geo',
    { name: 'A', data_residency: { workspace_geo: 'eu' } },
    "data_residency.workspace_geo: Input should be 'us'",
  ],
  ['a list for a body', [], 'body: Input should be an object'],
  ['broken JSON', '{"name":', 'The request body is not valid JSON.'],
])('refuses a body with %s', async (_what, body, message) => {
  const { post } = await boot();

  expect(failure(await post('/workspaces', body))).toEqual(invalid(message));
});

it('counts characters, not their halves', async () => {
  const { post } = await boot();

  expect((await post('/workspaces', { name: '🚀'.repeat(40) })).status).toBe(200);
});

it.each(['zw\u200b@acme-robotics.example', 'a@acme\u200b.example', '\ufeffa@acme-robotics.example'])(
  'refuses %j, an address with a character that nobody sees',
  async (email) => {
    const { post } = await boot();

    expect(failure(await post('/invites', { email, role: 'user' }))).toEqual(
      invalid('email: value is not a valid email'),
    );
  },
);

it('refuses the hour 24, which RFC 3339 does not have', async () => {
  const { get } = await boot();

  const answer = await get('/cost_report', { starting_at: '2026-11-01T24:00:00Z' });

  expect(failure(answer)).toEqual(invalid('starting_at: Input should be a valid RFC 3339 datetime'));
});

it('refuses a body over one megabyte', async () => {
  const { post } = await boot();

  const answer = await post('/workspaces', { name: 'x'.repeat(1_100_000) });

  expect(failure(answer)).toEqual({
    status: 413,
    type: 'request_too_large',
    message: 'Request body exceeds the maximum of 1048576 bytes.',
  });
});

it('takes an empty value of a nullable parameter as one left out', async () => {
  const { get } = await boot();

  const answer = await get('/api_keys', { status: '', workspace_id: '', limit: 1 });

  expect(answer).toMatchObject({ status: 200, body: { has_more: true } });
});

it('decodes percent-encoded path segments', async () => {
  const { get, demo } = await boot();

  const answer = await get(`/users/${demo.adminUserId.replace('_', '%5F')}`);

  expect(answer).toMatchObject({ status: 200, body: { id: demo.adminUserId } });
});

it('decodes an encoded slash inside a parameter', async () => {
  const { get } = await boot();

  expect(failure(await get('/users/user_1%2Fsign_out'))).toMatchObject({
    status: 404,
    message: 'User not found.',
  });
});

it.each(['/users/', '/users//sign_out', '/users/user_1/', '//users'])(
  'answers %s, which has an empty segment, as an unknown path',
  async (path) => {
    const { get } = await boot();

    expect(failure(await get(path))).toMatchObject({ status: 404, message: 'Route not found.' });
  },
);

it('takes an id of any length', async () => {
  const { get } = await boot();

  const answer = failure(await get(`/users/user_${'0'.repeat(2_000)}`));

  expect(answer).toMatchObject({ status: 404, message: 'User not found.' });
});

it('answers a method that a fixed path lacks with 405, also where a parameter would match', async () => {
  const { remove } = await boot();

  expect(failure(await remove('/spend_limits/effective'))).toMatchObject({ status: 405 });
});

it('refuses a broken percent escape', async () => {
  const { get } = await boot();

  expect(failure(await get('/users/%E0%A4'))).toMatchObject({ status: 400, type: 'invalid_request_error' });
});
