import type { InputIssue } from 'anthropic-admin-connector';
import { bootPlatform, type Answer, type BootedPlatform } from './support/boot-platform.js';
import { problem } from './support/problems.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

const save = (body: unknown): Promise<Answer> =>
  platform.call('/connections/default', { method: 'PUT', body });
const invoke = (body: unknown): Promise<Answer> =>
  platform.call('/actions/users_list/invoke', { method: 'POST', body });

const NAME =
  'must be 1 to 64 letters, digits, dots, - or _, beginning with a letter or digit, such as "default"';
const OBJECT: InputIssue = { path: '', rule: 'type', message: 'the body must be a JSON object' };

const unknown = (path: string, fields: string): InputIssue => ({
  path,
  rule: 'unknown_field',
  message: `${path} is not a field here; the fields are ${fields}`,
});
const SAVING = 'api_key, confirm_organization_change, keep_pending';
const INVOKING = 'connection, input, dry_run, look_up, all, max_pages';

const WRONG: [string, (body: unknown) => Promise<Answer>, unknown, InputIssue[]][] = [
  ['no body to save', save, undefined, [OBJECT]],
  ['null to save', save, null, [OBJECT]],
  ['a list to save', save, [], [OBJECT]],
  ['a text to save', save, 'sk', [OBJECT]],
  ['a field in camelCase', save, { apiKey: 'x', api_key: 'x' }, [unknown('apiKey', SAVING)]],
  [
    'a key that is a number',
    save,
    { api_key: 5 },
    [{ path: 'api_key', rule: 'isString', message: 'api_key must be a string' }],
  ],
  [
    'a key that is null',
    save,
    { api_key: null },
    [{ path: 'api_key', rule: 'isString', message: 'api_key must be a string' }],
  ],
  [
    'a switch without its field',
    (body) => platform.call('/actions/users_list/switch', { method: 'PUT', body }),
    {},
    [{ path: 'enabled', rule: 'required', message: 'enabled is required' }],
  ],
  [
    'a confirmation in words',
    save,
    { api_key: 'x', confirm_organization_change: 'true' },
    [
      {
        path: 'confirm_organization_change',
        rule: 'isBoolean',
        message: 'confirm_organization_change must be a boolean value',
      },
    ],
  ],
  ['no body to invoke', invoke, undefined, [OBJECT]],
  ['a list to invoke', invoke, [1], [OBJECT]],
  ['an unknown field', invoke, { inputs: {} }, [unknown('inputs', INVOKING)]],
  ['a tenant in the body', invoke, { tenantId: 'globex' }, [unknown('tenantId', INVOKING)]],
  ['an inherited name', invoke, { constructor: 1 }, [unknown('constructor', INVOKING)]],
  [
    'a text as input',
    invoke,
    { input: 'limit=5' },
    [{ path: 'input', rule: 'isObject', message: 'input must be an object' }],
  ],
  [
    'a list as input',
    invoke,
    { input: [] },
    [{ path: 'input', rule: 'isObject', message: 'input must be an object' }],
  ],
  [
    'a number as dry_run',
    invoke,
    { dry_run: 1 },
    [{ path: 'dry_run', rule: 'isBoolean', message: 'dry_run must be a boolean value' }],
  ],
  [
    'a fraction of pages',
    invoke,
    { all: true, max_pages: 1.5 },
    [{ path: 'max_pages', rule: 'isInt', message: 'max_pages must be an integer number' }],
  ],
  [
    'no page at all',
    invoke,
    { all: true, max_pages: 0 },
    [{ path: 'max_pages', rule: 'min', message: 'max_pages must not be less than 1' }],
  ],
  [
    'a connection that is a path',
    invoke,
    { connection: '../default' },
    [{ path: 'connection', rule: 'matches', message: `connection ${NAME}` }],
  ],
];

it.each(WRONG)('answers 422 naming the field for %s', async (_, send, body, issues) => {
  const answer = await send(body);

  expect(answer.status).toBe(422);
  expect(answer.body).toEqual(
    problem(422, 'Invalid input', {
      code: 'invalid_input',
      blame: 'caller',
      message: `The body is not valid: ${issues.map(({ message }) => message).join('; ')}.`,
      retry: { allowed: false },
      issues,
    }),
  );
});

it('refuses __proto__ as it refuses any other unknown field', async () => {
  const { status, body } = await platform.call('/actions/users_list/invoke', {
    method: 'POST',
    raw: '{"__proto__": {"connection": "x"}}',
    headers: { 'content-type': 'application/json' },
  });

  expect([status, (body as { code: string }).code]).toEqual([422, 'invalid_input']);
});

it('answers 400 for an input nested a hundred thousand deep', async () => {
  const raw = `{"input":{"limit":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;

  const { status, body } = await platform.call('/actions/users_list/invoke', {
    method: 'POST',
    raw,
    headers: { 'content-type': 'application/json' },
  });

  expect([status, (body as { code: string }).code]).toEqual([400, 'malformed_request']);
});

it.each([
  ['-'],
  ['.hidden'],
  ['a b'],
  ['a'.repeat(65)],
  ['ümlaut'],
  ['sk-ant-admin01-this-is-a-key'],
  ['a%00b'],
])('answers 422 for the connection name %j', async (name) => {
  const { status, body } = await platform.call(`/connections/${encodeURIComponent(name)}`);

  expect(status).toBe(422);
  expect(body).toMatchObject({
    code: 'invalid_input',
    error: { issues: [{ path: 'name', rule: 'matches' }] },
  });
});

it.each([
  ['x-request-timeout-ms', '5s'],
  ['x-request-timeout-ms', '0'],
  ['x-request-timeout-ms', '-1'],
  ['x-request-timeout-ms', '1e3'],
  ['x-request-timeout-ms', '3600001'],
  ['idempotency-key', ''],
  ['idempotency-key', 'with blank'],
  ['idempotency-key', 'k'.repeat(256)],
])('answers 422 naming the header for %s: %j', async (header, value) => {
  const { status, body } = await platform.call('/actions/users_list/invoke', {
    method: 'POST',
    body: {},
    headers: { [header]: value },
  });

  expect(status).toBe(422);
  expect(body).toMatchObject({ error: { issues: [{ path: `headers.${header}`, rule: 'header' }] } });
});
