import {
  DEMO_ADMIN_KEY,
  EXPIRED_ADMIN_KEY,
  OAUTH_TOKEN,
  ORDINARY_KEY,
  REVOKED_ADMIN_KEY,
  SCOPED_KEY,
  SECOND_ADMIN_KEY,
} from '../../simulator/src/index.js';
import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const DEMO = { id: '5f0a6a3e-2f1d-4c5b-9d55-0d3a2c7b9e10', type: 'organization', name: 'Acme Robotics' };
const SECOND = { id: 'b1c7e8d2-6a94-4e0f-8f0b-7c3d5e9a1f22', type: 'organization', name: 'Globex Research' };
const WRONG_KIND = 'This endpoint requires an Admin API key (sk-ant-admin...) of the organization.';
const NO_KEY = 'x-api-key header or Authorization: Bearer header is required.';

it.each([
  ['x-api-key', { 'x-api-key': DEMO_ADMIN_KEY }, DEMO],
  ['a bearer token', { 'x-api-key': undefined, authorization: `Bearer ${DEMO_ADMIN_KEY}` }, DEMO],
  ['another organization', { 'x-api-key': SECOND_ADMIN_KEY }, SECOND],
])('accepts an Admin key: %s', async (_form, headers, organization) => {
  const { ask } = await boot();

  const answer = await ask('GET', '/me', { headers });

  expect(answer).toMatchObject({ status: 200, body: organization });
  expect(answer.headers.get('anthropic-organization-id')).toBe(organization.id);
});

it.each([
  ['no key', undefined, 401, NO_KEY],
  ['an empty key', '', 401, NO_KEY],
  ['an unknown key', 'sk-ant-admin01-nobody-knows-this-one', 401, 'API key is invalid.'],
  ['a revoked key', REVOKED_ADMIN_KEY, 401, 'API key has been revoked.'],
  ['an expired key', EXPIRED_ADMIN_KEY, 401, 'API key has expired.'],
  ['an unknown ordinary key', 'sk-ant-api03-nobody-knows-this-one', 401, 'API key is invalid.'],
  ['a known ordinary key', ORDINARY_KEY, 403, WRONG_KIND],
  ['a known scoped key', SCOPED_KEY, 403, WRONG_KIND],
  ['a known OAuth token', OAUTH_TOKEN, 403, WRONG_KIND],
])('refuses %s', async (_what, key, status, message) => {
  const { ask } = await boot();

  const answer = await ask('GET', '/me', { headers: { 'x-api-key': key } });

  const type = status === 401 ? 'authentication_error' : 'permission_error';
  expect(failure(answer)).toEqual({ status, type, message });
  expect(answer.headers.get('anthropic-organization-id')).toBeNull();
});

it('answers 401 before it tells whether a route exists', async () => {
  const { ask } = await boot();

  const answer = await ask('GET', '/nowhere', { headers: { 'x-api-key': undefined } });

  expect(failure(answer)).toEqual({ status: 401, type: 'authentication_error', message: NO_KEY });
});
