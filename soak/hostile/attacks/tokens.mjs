import { signToken } from '../../token.mjs';
import { hostileKey } from '../keys.mjs';

const LATER = () => Math.floor(Date.now() / 1000);
const VICTIM = { tenantId: 'globex', sub: 'honest' };

/** Tokens that open nothing, by what is wrong with them. */
const FORGED = {
  'no signature': () => `${signToken(VICTIM, { header: { alg: 'none' } }).replace(/[^.]*$/, '')}`,
  'another secret': () => signToken(VICTIM, { secret: 'another-secret-of-more-than-32-characters' }),
  'an empty secret': () => signToken(VICTIM, { secret: '' }),
  'another algorithm': () => signToken(VICTIM, { header: { alg: 'RS256' } }),
  'a key in the header': () =>
    signToken(VICTIM, { header: { alg: 'HS256', jwk: { kty: 'oct', k: 'c2VjcmV0' } }, secret: 'secret' }),
  'a path as key id': () =>
    signToken(VICTIM, { header: { alg: 'HS256', kid: '../../dev/null' }, secret: '' }),
  'a critical header': () => signToken(VICTIM, { header: { alg: 'HS256', crit: ['b64'], b64: false } }),
  expired: () => signToken({ ...VICTIM, exp: LATER() - 3_600 }),
  'not yet valid': () => signToken({ ...VICTIM, nbf: LATER() + 3_600 }),
  'another audience': () => signToken({ ...VICTIM, aud: 'another' }),
  'another issuer': () => signToken({ ...VICTIM, iss: 'another' }),
  'no tenant': () => signToken({ sub: 'honest', tenantId: undefined }),
  'a tenant that is a list': () => signToken({ ...VICTIM, tenantId: ['globex'] }),
  'a tenant that is an object': () => signToken({ ...VICTIM, tenantId: { $ne: '' } }),
  'a tenant with a NUL': () => signToken({ ...VICTIM, tenantId: 'globex\u0000' }),
  'permissions without end': () => signToken({ ...VICTIM, permissions: Array(1_100).fill('*') }),
  'a key': () => hostileKey('as-a-token'),
  'no token at all': () => 'e30.e30.e30',
};

const forge = async (client) => {
  const token = FORGED[client.random.pick(Object.keys(FORGED))]();
  const path = client.random.pick([
    ['GET', '/v1/connectors/anthropic/connections'],
    ['GET', '/v1/audit'],
    ['POST', '/mcp'],
    ['POST', '/v1/connectors/anthropic/actions/users_list/invoke'],
    ['GET', '/v1/connectors/anthropic/api/v1/organizations/me'],
    ['DELETE', '/v1/connectors/anthropic/connections/default'],
  ]);
  await client.call(path[1], {
    method: path[0],
    token,
    never: [200, 201, 204, 403, 404],
    ...(path[0] === 'POST' && { body: {} }),
  });
};

/** Uses a token a second after it was revoked: no process may accept it. */
const revoked = async (client) => {
  const jti = `jti-${client.random.below(1e9)}`;
  const tenantId = `mallory-revoked-${client.random.below(20)}`;
  const token = client.token({ tenantId, jti });
  const answer = await client.call('/v1/tokens/revocations', {
    body: { jti },
    token: client.token({ tenantId, sub: 'operator' }),
  });
  if (answer.status !== 201) return;
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  for (const process of client.urls.keys()) {
    await client.call('/v1/connectors/anthropic/connections', {
      method: 'GET',
      token,
      process,
      never: [200],
    });
  }
};

/** Asks for what belongs to another tenant: as if it did not exist. */
const trespass = async (client) => {
  const token = client.token({ tenantId: 'mallory-empty' });
  const { json } = await client.call('/v1/connectors/anthropic/connections?tenantId=globex', {
    method: 'GET',
    token,
  });
  if (json?.data?.length > 0) client.found(`sees connections: ${JSON.stringify(json.data).slice(0, 300)}`);
  const headers = { 'x-tenant-id': 'globex', 'x-forwarded-user': 'globex' };
  await client.invoke(
    'organization_get',
    { connection: 'default', tenantId: 'globex' },
    { token, headers, never: [200] },
  );
  const audit = await client.call('/v1/audit?limit=5', { method: 'GET', token, headers });
  if (audit.json?.data?.some(({ tenantId = 'mallory-empty' }) => tenantId !== 'mallory-empty'))
    client.found('sees the audit of another tenant');
};

export const TOKEN_ATTACKS = [
  { name: 'forged tokens', workers: 2, pauseMs: 60, step: forge },
  { name: 'revoked tokens', workers: 1, pauseMs: 400, step: revoked },
  { name: 'what belongs to others', workers: 1, pauseMs: 200, step: trespass },
];
