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
  const { post } = await boot();

  const { body } = await post('/invites', { email: 'ada.kowalski@acme-robotics.example', role: 'user' });

  expect(body.error).toEqual({
    type: 'invalid_request_error',
    message: 'A member with this email address already exists.',
    details: { error_code: 'already_member' },
  });
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

  expect(unknown).toMatchObject({ status: 404, body: { error: { type: 'not_found_error' } } });
  expect(wrong).toMatchObject({ status: 405, body: { error: { message: 'Method not allowed.' } } });
  expect(wrong.headers.get('allow')).toBe('GET, POST, DELETE');
});
