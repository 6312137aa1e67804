import type { JWTPayload } from 'jose';
import { signedToken } from '../../platform/support/tokens.js';

/** Tenants that have saved a key. More than one, so that no audit grows so long that reading it takes all the time. */
export const TENANTS = ['acme', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'];

const unsigned = (claims: JWTPayload): string =>
  [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
  '.';

/** Tokens by what is right or wrong about them; good ones come in the names of the tenants. */
export async function fuzzTokens(): Promise<Readonly<Record<string, string>>> {
  const good = await Promise.all(
    TENANTS.map(async (tenantId) => [tenantId, await signedToken({ tenantId })] as const),
  );
  return {
    ...Object.fromEntries(good),
    'of a tenant without a key': await signedToken({ tenantId: 'stranger' }),
    'without permissions': await signedToken({ permissions: [] }),
    'that may read alone': await signedToken({ permissions: ['anthropic:*:read'], scope: 'anthropic:read' }),
    expired: await signedToken({ exp: 1 }),
    'for another audience': await signedToken({ aud: 'elsewhere' }),
    'of another issuer': await signedToken({ iss: 'elsewhere' }),
    'without a tenant': await signedToken({ tenantId: undefined }),
    'with odd claims': await signedToken({ permissions: 'all', roles: 7 } as unknown as JWTPayload),
    forged: await signedToken({}, 'another-secret-that-is-long-enough-to-be-one-as-well'),
    'without a signature': unsigned({ sub: 'ada', tenantId: 'acme', exp: 9_999_999_999 }),
    'of no form': 'no.token.at-all',
    huge: 'x'.repeat(8_000),
  };
}
