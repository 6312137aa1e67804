import { bootDropIn, PREFIX, type DropIn } from './support/boot-drop-in.js';
import { errorBody } from './support/error-body.js';
import { rawRequest, type RawAnswer } from './support/raw-request.js';

let dropIn: DropIn;

beforeAll(async () => {
  dropIn = await bootDropIn();
});
afterAll(() => dropIn.close());

const send = (target: string, method = 'GET'): Promise<RawAnswer> =>
  rawRequest(dropIn.origin, method, target, { 'x-api-key': dropIn.token });

const ORGANIZATIONS = `${PREFIX}/v1/organizations`;
const RELATIVE =
  'The path contains a relative segment, a space or an encoded slash. Example of a valid path: /v1/organizations/users/user_01WCz1FkmYMm4gnmykNKUu3Q.';
const NO_OPERATION =
  'The Admin API has no operation at this path. Paths begin with /v1/organizations/ and have no slash at their end.';

it.each([
  ['a relative part', `${ORGANIZATIONS}/users/..`],
  ['a relative part in the middle', `${ORGANIZATIONS}/users/../api_keys`],
  ['a way out of the endpoint', `${PREFIX}/../../../audit`],
  ['an encoded relative part', `${ORGANIZATIONS}/users/%2e%2e`],
  ['one that is half encoded', `${ORGANIZATIONS}/users/.%2E/api_keys`],
  ['one that is encoded twice', `${ORGANIZATIONS}/users/%252e%252e`],
  ['an encoded slash', `${ORGANIZATIONS}/users%2fuser_1`],
  ['an encoded slash inside an id', `${ORGANIZATIONS}/users/user_1%2F..%2F..%2Fapi_keys`],
  ['an encoded backslash', `${ORGANIZATIONS}/users/..%5c..%5capi_keys`],
  ['a null byte', `${ORGANIZATIONS}/users/user_1%00`],
  ['a line break', `${ORGANIZATIONS}/users/user_1%0d%0aHost:%20evil.example`],
])('answers 400 for %s in a path', async (_, target) => {
  const answer = await send(target);

  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toEqual(
    errorBody('invalid_request_error', RELATIVE, { error_code: 'platform_malformed_request' }),
  );
});

it('answers 400 for a percent escape that cannot be read', async () => {
  const answer = await send(`${ORGANIZATIONS}/users/%zz`);

  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toMatchObject({
    error: {
      type: 'invalid_request_error',
      message: expect.stringMatching(/^The path contains an invalid percent escape/),
    },
  });
});

it.each(['http://evil.example', 'https://api.anthropic.com', ''])(
  'answers 400 for the absolute URL at "%s", when it is one',
  async (origin) => {
    const answer = await send(`${origin || dropIn.origin}${ORGANIZATIONS}/users`);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      error: {
        type: 'invalid_request_error',
        message: expect.stringMatching(/^The request target is an absolute URL/),
      },
    });
  },
);

it.each([
  ['no path', PREFIX],
  ['a slash too many at its start', `${PREFIX}//v1/organizations/users`],
  ['a slash too many inside', `${ORGANIZATIONS}//users`],
  ['a slash too many at its end', `${ORGANIZATIONS}/users/`],
  ['an empty id', `${ORGANIZATIONS}/users//`],
  ['a URL in it', `${PREFIX}/http://evil.example/v1/organizations/users`],
  ['another API of Anthropic', `${PREFIX}/v1/messages`],
  ['capitals', `${PREFIX}/v1/Organizations/users`],
  ['more than an operation has', `${ORGANIZATIONS}/users/user_1/more`],
])('answers 404 for a path with %s', async (_, target) => {
  const answer = await send(target);

  expect(answer.status).toBe(404);
  expect(JSON.parse(answer.text)).toEqual(
    errorBody('not_found_error', NO_OPERATION, { error_code: 'platform_unknown_route' }),
  );
});

it.each([
  ['PUT', 'users', 'GET'],
  ['PATCH', 'users/user_1', 'DELETE, GET, POST'],
  ['DELETE', 'me', 'GET'],
  ['OPTIONS', 'cost_report', 'GET'],
  ['DELETE', 'spend_limits/%65ffective', 'GET'],
  ['TRACE', 'users', 'GET'],
])('answers 405 for %s on %s, with the methods that there are', async (method, path, allow) => {
  const answer = await send(`${ORGANIZATIONS}/${path}`, method);

  expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  expect(JSON.parse(answer.text)).toEqual(
    errorBody(
      'invalid_request_error',
      `The Admin API does not offer this method at this path. It takes ${allow}.`,
      { error_code: 'platform_unknown_route' },
    ),
  );
});

it('answers 405 for HEAD, without a body', async () => {
  expect(await send(`${ORGANIZATIONS}/users`, 'HEAD')).toMatchObject({ status: 405, text: '' });
});

it('sends nothing to the API for any of these', () => {
  expect(dropIn.sent()).toEqual([]);
});

it('takes a path for what it says, however it is spelt', async () => {
  const answer = await send(`${ORGANIZATIONS}/%75sers?limit=1`);

  expect(answer.status).toBe(200);
  expect(dropIn.sent()).toEqual(['GET /v1/organizations/users']);
});
