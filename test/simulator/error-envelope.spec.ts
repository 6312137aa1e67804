import { boot } from './support/boot.js';

it('answers a failure with the envelope, and the request id in header and body', async () => {
  const { get } = await boot();

  const { status, headers, body } = await get('/users/user_nobody');

  expect({ status, body }).toEqual({
    status: 404,
    body: {
      type: 'error',
      error: { type: 'not_found_error', message: 'User not found.' },
      request_id: headers.get('request-id'),
    },
  });
  expect(headers.get('request-id')).toMatch(/^req_01[A-Za-z0-9]{22}$/);
});

it('puts the stable code into the details', async () => {
  const { post, demo } = await boot();

  const { body } = await post('/invites', { email: 'ada.kowalski@acme-robotics.example', role: 'user' });

  expect(body.error).toEqual({
    type: 'invalid_request_error',
    message: `User ${demo.adminUserId} already has this email address.`,
    details: { error_code: 'already_member' },
  });
});

it('gives a 401 no request id, in neither header nor body', async () => {
  const { ask } = await boot();

  const { status, headers, body } = await ask('GET', '/me', {
    headers: { 'x-api-key': 'sk-ant-admin01-unknown' },
  });

  expect([status, headers.get('request-id')]).toEqual([401, null]);
  expect(body).toEqual({
    type: 'error',
    error: { type: 'authentication_error', message: 'API key is invalid.' },
    request_id: null,
  });
});

it('says of final errors that they are not worth another try', async () => {
  const { simulator, ask, get, post } = await boot();
  const hint = ({ headers }: { headers: Headers }) => headers.get('x-should-retry');
  for (const status of [408, 409, 429, 500, 529]) simulator.faults.add({ kind: 'status', status });
  simulator.faults.add({ kind: 'status', status: 404, headers: { 'x-should-retry': 'true' } });

  const open = [];
  for (let count = 0; count < 5; count += 1) open.push(hint(await get('/me')));
  const contrary = hint(await get('/me'));
  const final = [
    hint(await get('/users/user_nobody')),
    hint(await post('/workspaces', {})),
    hint(await ask('GET', '/me', { headers: { 'x-api-key': undefined } })),
    hint(await post('/me')),
  ];

  expect([open, contrary]).toEqual([[null, null, null, null, null], 'true']);
  expect(final).toEqual(['false', 'false', 'false', 'false']);
});

it('gives every answer its own request id', async () => {
  const { get } = await boot();

  const first = await get('/me');
  const second = await get('/me');

  expect(first.headers.get('request-id')).not.toBe(second.headers.get('request-id'));
});

it('answers 404 for an unknown path and 405 with the methods for a wrong one', async () => {
  const { get, ask } = await boot();

  const unknown = await get('/elsewhere');
  const wrong = await ask('PUT', '/users/user_1');

  expect(unknown).toMatchObject({ status: 404, body: { type: 'error', error: { type: 'not_found_error' } } });
  expect(wrong).toMatchObject({
    status: 405,
    body: { type: 'error', error: { message: 'Method not allowed.' } },
  });
  expect(wrong.headers.get('allow')).toBe('GET, POST, DELETE');
});
