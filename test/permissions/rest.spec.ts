import { bootPlatform, type Answer, type BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';
import { permissionsFor } from '../../platform/src/permissions/permissions.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect();
});
afterAll(() => platform.close());

const ROUTES = [
  ['see', 'connections:read', 'GET', '/connections', undefined, 200],
  ['see one of the', 'connections:read', 'GET', '/connections/default', undefined, 200],
  ['read with', 'read', 'POST', '/actions/organization_get/invoke', {}, 200],
  ['write', 'connections:write', 'PUT', '/connections/default', { api_key: 'no key' }, 422],
  ['check', 'connections:check', 'POST', '/connections/default/check', undefined, 200],
  ['delete', 'connections:delete', 'DELETE', '/connections/other', undefined, 404],
  ['read the audit of', 'audit:read', 'GET', '//v1/audit', undefined, 200],
  ['verify the audit of', 'audit:read', 'GET', '//v1/audit/verify', undefined, 200],
  ['see the revoked tokens beside', 'tokens:read', 'GET', '//v1/tokens/revocations', undefined, 200],
  ['revoke tokens beside', 'tokens:revoke', 'POST', '//v1/tokens/revocations', { jti: 'none' }, 201],
  ['export the spend of', 'read', 'GET', '/spend/export?to=soon', undefined, 422],
  ['export the audit of', 'audit:read', 'GET', '//v1/audit/export?limit=1', undefined, 422],
] as const;

async function ask(permissions: string[], method: string, path: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${await signedToken({ permissions })}` };
  return platform.call(path, { method, body, headers });
}

it.each(ROUTES)(
  'lets a token %s connections with the one permission anthropic:%s (%s %s)',
  async (_, verb, method, path, body, status) => {
    const answer = await ask([`anthropic:${verb}`], method, path, body);

    expect(answer.status).toBe(status);
  },
);

it.each(ROUTES)(
  'answers 403 to a token that wants to %s connections and has all permissions but anthropic:%s (%s %s)',
  async (_, verb, method, path, body) => {
    const others = permissionsFor('anthropic').filter((permission) => permission !== `anthropic:${verb}`);

    const { status, headers, body: problem } = await ask([...others, 'other:*'], method, path, body);

    expect([status, headers.get('content-type')]).toEqual([403, 'application/problem+json']);
    expect(problem).toMatchObject({
      code: 'permission_missing',
      detail: expect.stringContaining(`lacks the permission anthropic:${verb},`),
      error: { blame: 'caller', retry: { allowed: false } },
    });
  },
);

it('refuses before it asks the API, reads a body or writes an audit', async () => {
  platform.simulator.journal.clear();
  const before = await platform.call('//v1/audit');

  const save = await ask([], 'PUT', '/connections/default');
  const use = await ask([], 'POST', '/actions/organization_get/invoke', {});

  expect([save.status, use.status]).toEqual([403, 403]);
  expect(platform.simulator.journal.entries()).toEqual([]);
  expect((await platform.call('//v1/audit')).body).toEqual(before.body);
});

it("asks for the permission on the drop-in endpoint too, in the API's own form", async () => {
  const path = '//v1/connectors/anthropic/api/v1/organizations/me';

  const refused = await ask(['anthropic:connections:read'], 'GET', path);
  const allowed = await ask(['anthropic:read'], 'GET', path);

  expect([refused.status, allowed.status]).toEqual([403, 200]);
  expect(refused.body).toMatchObject({
    type: 'error',
    error: { type: 'permission_error', message: expect.stringContaining('anthropic:read') },
  });
});

it('takes a wildcard as Frontegg has it', async () => {
  const { status } = await ask(['anthropic:connections:*'], 'GET', '/connections');

  expect(status).toBe(200);
});

it('answers 404 for a connector that is not mounted, whatever the token may do', async () => {
  const { status, body } = await ask([], 'GET', '//v1/connectors/nothing/connections');

  expect([status, (body as { code: string }).code]).toEqual([404, 'unknown_connector']);
});

it('shows the catalogue to every good token', async () => {
  const { status } = await ask([], 'GET', '/actions');

  expect(status).toBe(200);
});

it.each([
  ['GET', (name: string) => `/connections/${name}`],
  ['DELETE', (name: string) => `/connections/${name}`],
  ['POST', (name: string) => `/connections/${name}/check`],
  ['POST', () => '/actions/organization_get/invoke'],
])(
  "answers the same for another tenant's connection as for one that is not there: %s %s",
  async (method, pathOf) => {
    const ask = async (connection: string): Promise<string> => {
      const path = pathOf(connection);
      const body = path.endsWith('invoke') ? { connection } : undefined;
      const answer = await platform.call(path, { method, body, tenant: 'stranger' });
      return JSON.stringify([answer.status, answer.body])
        .replaceAll(connection, 'NAME')
        .replace(/"durationMs":\d+/, '');
    };

    const [foreign, missing] = [await ask('default'), await ask('nowhere')];

    expect(foreign).toBe(missing);
    expect(foreign).toMatch(/^\[4(04|24),/);
  },
);
