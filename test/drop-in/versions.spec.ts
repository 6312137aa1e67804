import { bootDropIn, type DropIn } from './support/boot-drop-in.js';
import { errorBody } from './support/error-body.js';

let dropIn: DropIn;

beforeAll(async () => {
  dropIn = await bootDropIn();
});
afterAll(() => dropIn.close());

const apiKey = async (version?: string): Promise<unknown> => {
  const headers = version === undefined ? {} : { 'anthropic-version': version };
  return (await dropIn.ask('GET', '/api_keys', { query: { limit: 1 }, headers })).body.data[0];
};

it('answers in the older version for a client that names none', async () => {
  expect(await apiKey()).toEqual(await apiKey('2023-06-01'));
  expect(await apiKey()).toHaveProperty('workspace_id');
});

it('leaves out what the newer version took away for a client that asks for it', async () => {
  const { workspace_id: _, ...rest } = (await apiKey('2023-06-01')) as { workspace_id: unknown };

  expect(await apiKey('2026-10-21')).toEqual(rest);
});

it('keeps a workspace_id where the newer version has one', async () => {
  const { productionWorkspaceId } = dropIn.simulator.demo;
  const headers = { 'anthropic-version': '2026-10-21' };

  const { body } = await dropIn.ask('GET', `/workspaces/${productionWorkspaceId}/members`, { headers });

  expect(body.data[0]).toMatchObject({ workspace_id: productionWorkspaceId });
});

it('refuses a version that it does not know', async () => {
  const headers = { 'anthropic-version': '2031-01-01' };

  const { status, body } = await dropIn.ask('GET', '/me', { headers });

  expect([status, body]).toEqual([
    400,
    errorBody(
      'invalid_request_error',
      'The header anthropic-version names a version that is not supported here. Leave it out, or send 2023-06-01 or 2026-10-21.',
      { error_code: 'platform_malformed_request' },
    ),
  ]);
});
