import { ENTERPRISE_ADMIN_KEY } from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const at = (version: string | undefined) => ({ headers: { 'anthropic-version': version } });

it('refuses a request without a version', async () => {
  const { ask } = await boot();

  const answer = await ask('GET', '/me', at(undefined));

  expect(failure(answer)).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message: 'anthropic-version: header is required',
  });
});

it.each(['/spend_limits', '/spend_limits/effective', '/spend_limit_increase_requests'])(
  'answers %s without a version, as in the examples of the API',
  async (path) => {
    const { ask } = await boot();
    const headers = {
      'x-api-key': ENTERPRISE_ADMIN_KEY,
      'anthropic-version': undefined,
      'anthropic-beta': 'spend-limit-reads-2026-09-26',
    };

    expect(await ask('GET', path, { headers })).toMatchObject({ status: 200 });
  },
);

it('refuses a version it does not know', async () => {
  const { ask } = await boot();

  const answer = await ask('GET', '/me', at('2020-01-01'));

  expect(failure(answer)).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message: 'anthropic-version: "2020-01-01" is not a valid version',
  });
});

it('serves the old and the new workspace field of a key under 2023-06-01', async () => {
  const { get, demo } = await boot();
  const query = { workspace_id: demo.productionWorkspaceId, limit: 1 };

  const [key] = (await get('/api_keys', query)).body.data;

  expect(key).toMatchObject({
    workspace_id: demo.productionWorkspaceId,
    scope: { type: 'workspace', workspace_id: demo.productionWorkspaceId },
  });
});

it('serves a key of the default workspace with a null workspace_id under 2023-06-01', async () => {
  const { get, demo } = await boot();

  const [key] = (await get('/api_keys', { workspace_id: demo.defaultWorkspaceId, limit: 1 })).body.data;

  expect(key).toMatchObject({
    workspace_id: null,
    scope: { type: 'workspace', workspace_id: demo.defaultWorkspaceId },
  });
});

it('serves only the scope of a key under 2026-10-21', async () => {
  const { ask, demo } = await boot();

  const { body } = await ask('GET', `/api_keys/${demo.personalApiKeyId}`, at('2026-10-21'));

  expect(body).toMatchObject({ scope: { type: 'organization' } });
  expect(body).not.toHaveProperty('workspace_id');
});
