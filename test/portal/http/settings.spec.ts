import { settingsFrom } from '../../../platform/src/config/platform.config.js';
import { portalSettingsFrom, type PortalSettings } from '../../../platform/src/sessions/portal.config.js';
import { SECRET } from '../../platform/support/tokens.js';

const ISSUER = { PORTAL_OIDC_ISSUER: 'https://login.example.com', PORTAL_OIDC_CLIENT_ID: 'portal' };
const JWKS = {
  PLATFORM_JWKS_URL: 'https://login.example.com/jwks.json',
  PLATFORM_JWT_ISSUER: 'https://login.example.com',
  PLATFORM_JWT_AUDIENCE: 'platform',
};

const read = (env: Record<string, string>, publicUrl?: string): PortalSettings =>
  portalSettingsFrom(env, settingsFrom({ ...env, PLATFORM_PUBLIC_URL: publicUrl }));

it.each([
  ['by a link with the demo', {}, ['link']],
  ['by a link with a secret', { PLATFORM_JWT_SECRET: SECRET }, ['link']],
  ['in no way with the keys of an identity provider alone', JWKS, []],
  ['at the issuer with both', { ...JWKS, ...ISSUER }, ['oidc']],
  ['at the issuer or by a link without such keys', ISSUER, ['oidc', 'link']],
])('has people sign in %s', (_, env, ways) => {
  expect(read(env, 'https://platform.example.com').ways).toEqual(ways);
});

it('knows the issuer, and the portal with a slash at its end', () => {
  const env = { ...ISSUER, PORTAL_OIDC_CLIENT_SECRET: 'a-secret' };

  expect(read(env, 'https://platform.example.com/admin').oidc).toEqual({
    issuer: new URL('https://login.example.com'),
    clientId: 'portal',
    clientSecret: 'a-secret',
    signInsPerMinute: 120,
    portal: new URL('https://platform.example.com/admin/'),
  });
});

it.each([
  ['http://localhost:8080'],
  ['http://127.0.0.1:8080/realms/acme'],
  ['http://[::1]:8080'],
  ['https://login.example.com/realms/acme'],
])('takes %s for an issuer', (issuer) => {
  const env = { ...ISSUER, PORTAL_OIDC_ISSUER: issuer };

  expect(read(env, 'http://127.0.0.1:3000').oidc?.issuer).toEqual(new URL(issuer));
});

it.each([
  [
    'an issuer over http',
    { ...ISSUER, PORTAL_OIDC_ISSUER: 'http://login.example.com' },
    /^PORTAL_OIDC_ISSUER must be the https URL of .*; it is "http:/,
  ],
  ['no URL', { ...ISSUER, PORTAL_OIDC_ISSUER: 'login' }, /^PORTAL_OIDC_ISSUER must be the https URL/],
  ['no client', { PORTAL_OIDC_ISSUER: 'https://login.example.com' }, /^PORTAL_OIDC_CLIENT_ID must be set/],
  ['no issuer', { PORTAL_OIDC_CLIENT_ID: 'portal' }, /^PORTAL_OIDC_ISSUER must be set/],
  ['a secret alone', { PORTAL_OIDC_CLIENT_SECRET: 'a-secret' }, /^PORTAL_OIDC_ISSUER must be set/],
])('does not start with %s', (_, env, message) => {
  expect(() => read(env as Record<string, string>, 'https://platform.example.com')).toThrow(message);
});

it('does not start with an issuer and no public URL', () => {
  expect(() => read(ISSUER)).toThrow(
    'PLATFORM_PUBLIC_URL must be set where people sign in at an issuer (PORTAL_OIDC_...), to a value such as https://platform.example.com.',
  );
});
