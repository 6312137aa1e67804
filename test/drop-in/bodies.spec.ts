import { rawRequest } from './support/raw-request.js';
import { bootDropIn, type DropIn } from './support/boot-drop-in.js';
import { errorBody } from './support/error-body.js';

let dropIn: DropIn;

beforeAll(async () => {
  dropIn = await bootDropIn();
});
afterAll(() => dropIn.close());
afterEach(() => expect(dropIn.sent()).toEqual([]));

const INVITE = { email: 'new@acme-robotics.example', role: 'developer' };

it('answers 413 for a body of 10 MB', async () => {
  const body = JSON.stringify({ ...INVITE, email: 'x'.repeat(10 * 1024 * 1024) });

  const answer = await dropIn.ask('POST', '/invites', { body });

  expect(answer.status).toBe(413);
  expect(answer.body).toEqual(
    errorBody(
      'request_too_large',
      'The body is larger than 1 MB. Send less at once; no action takes that much.',
      {
        error_code: 'platform_payload_too_large',
      },
    ),
  );
});

it.each([
  ['is no JSON', '{"email": ', 400, /^The body is not valid JSON/],
  ['is a list', '[1]', 400, /^The body is not a JSON object/],
  ['is a text', '"hello"', 400, /^The body is not a JSON object/],
  ['is null', 'null', 400, /^The body is not a JSON object/],
])('answers for a body that %s', async (_, body, status, message) => {
  const answer = await dropIn.ask('POST', '/invites', { body });

  expect([answer.status, answer.body]).toEqual([
    status,
    errorBody('invalid_request_error', expect.stringMatching(message), {
      error_code: 'platform_malformed_request',
    }),
  ]);
});

it('answers for a form, which is no JSON', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };

  const { status, body } = await dropIn.ask('POST', '/invites', { body: 'email=a', headers });

  expect([status, body.error.type, body.error.details?.error_code]).toEqual([
    400,
    'invalid_request_error',
    'platform_malformed_request',
  ]);
});

it.each([
  ['a field that the API does not know', 'POST', '/invites', { body: { ...INVITE, team: 'a' } }, 'team'],
  ['a field of the wrong type', 'POST', '/invites', { body: { ...INVITE, email: 5 } }, 'email'],
  [
    'a parameter of the path in the body',
    'POST',
    '/users/user_1',
    { body: { user_id: 'user_2' } },
    'user_id',
  ],
  [
    'a parameter of the path in the query',
    'GET',
    '/users/user_1',
    { query: { user_id: 'user_2' } },
    'user_id',
  ],
  [
    'a field of the body in the query',
    'POST',
    '/invites',
    { query: { role: 'admin' }, body: INVITE },
    'role',
  ],
  [
    'a query field in a body of DELETE',
    'DELETE',
    '/users/user_1',
    { body: { user_id: 'user_2' } },
    'user_id',
  ],
  [
    'a query parameter that the API does not know',
    'GET',
    '/users',
    { query: { 'roles[gte]': '1' } },
    'roles[gte]',
  ],
  ['a number that is none', 'GET', '/users', { query: { limit: 'ten' } }, 'limit'],
  ['a number with a fraction', 'GET', '/users', { query: { limit: '1.5' } }, 'limit'],
  [
    'a boolean that is none',
    'GET',
    '/workspaces',
    { query: { include_archived: 'yes' } },
    'include_archived',
  ],
  ['a name given twice', 'GET', '/users', { query: { limit: [1, 2] } }, 'limit'],
  ['a list without its brackets', 'GET', '/users', { query: { roles: 'admin' } }, 'roles'],
  ['brackets on what is no list', 'GET', '/users', { query: { 'email[]': ['a@b.example'] } }, 'email'],
  ['an id that is none', 'GET', '/users/not*an*id', {}, 'user_id'],
  [
    'a name that objects have',
    'GET',
    '/users',
    { query: { ['__proto__']: '1', constructor: '2' } },
    'constructor',
  ],
])('answers 400 that names the field for %s', async (_, method, path, asked, field) => {
  const { status, body } = await dropIn.ask(method, path, asked);

  expect([status, body.error.type]).toEqual([400, 'invalid_request_error']);
  expect(body.error.details).toMatchObject({ error_code: 'connector_invalid_input' });
  expect(body.error.details.issues.map(({ path }: { path: string }) => path)).toContain(field);
  expect(body.error.message).toContain(field);
});

it.each([
  ['roles=admin', 'roles is a list, which is written roles[]=admin'],
  ['roles=admin&roles=user', 'roles is a list, which is written roles[]=admin&roles[]=user'],
  ['roles=%00', 'roles is a list, which is written roles[]=a&roles[]=b'],
])('points %s to the brackets of a list', async (query, message) => {
  const { status, body } = await dropIn.ask('GET', `/users?${query}`);

  expect([status, body]).toEqual([
    400,
    errorBody('invalid_request_error', `The query is not valid: ${message}.`, {
      error_code: 'connector_invalid_input',
      issues: [{ path: 'roles', rule: 'brackets', message }],
    }),
  ]);
});

describe('a body that the API reads as JSON', () => {
  let taken: DropIn;
  beforeAll(async () => {
    taken = await bootDropIn();
  });
  afterAll(() => taken.close());

  it.each([
    ['without a content type', {}],
    ['as curl --data sends it', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['with its type twice in one header', { 'content-type': 'application/json, application/json' }],
    ['with the type of a text', { 'content-type': 'text/plain;charset=UTF-8' }],
    ['with capitals', { 'content-type': 'Application/JSON; charset=utf-8' }],
  ])('is read: %s', async (_, headers) => {
    const { developerUserId } = taken.simulator.demo;
    const path = new URL(`${taken.baseUrl}/v1/organizations/users/${developerUserId}`).pathname;
    const body = '{"role":"developer"}';

    const answer = await rawRequest(
      taken.origin,
      'POST',
      path,
      { 'x-api-key': taken.token, 'content-length': body.length, ...headers },
      body,
    );

    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      200,
      expect.objectContaining({ id: developerUserId, role: 'developer' }),
    ]);
  });
});
