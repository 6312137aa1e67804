import { signedToken } from './support/tokens.js';
import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

const CONNECTOR = '/v1/connectors/:connector';
const RESOURCE = '/.well-known/oauth-protected-resource';

/** Every route, with the parameters of its query; undefined where somebody else defines them. */
const ROUTES: Readonly<Record<string, string | undefined>> = {
  'GET /': '',
  'GET /health': '',
  'GET /health/live': '',
  'GET /health/ready': '',
  'GET /metrics': '',
  [`GET ${RESOURCE}`]: '',
  [`GET ${RESOURCE}/mcp`]: '',
  [`GET ${RESOURCE}/*resource`]: '',
  'ALL /mcp': 'connection, pack, include',
  'ALL /v1/connectors/anthropic/api': undefined,
  'GET /v1/audit': 'limit, cursor, action, actor, actor_part, code, connection, run, from, until',
  'GET /v1/audit/verify': '',
  'GET /v1/audit/export': 'format, action, actor, actor_part, code, connection, run, from, until',
  'GET /v1/connectors': '',
  [`GET ${CONNECTOR}`]: '',
  [`GET ${CONNECTOR}/actions`]: 'include',
  [`GET ${CONNECTOR}/actions/:action`]: '',
  [`POST ${CONNECTOR}/actions/:action/invoke`]: '',
  [`GET ${CONNECTOR}/actions/:action/switch`]: '',
  [`PUT ${CONNECTOR}/actions/:action/switch`]: '',
  [`GET ${CONNECTOR}/connections`]: 'limit, cursor',
  [`GET ${CONNECTOR}/connections/:name`]: '',
  [`PUT ${CONNECTOR}/connections/:name`]: '',
  [`DELETE ${CONNECTOR}/connections/:name`]: '',
  [`POST ${CONNECTOR}/connections/:name/check`]: '',
  [`GET ${CONNECTOR}/connections/:name/key-use`]: '',
  [`PUT ${CONNECTOR}/connections/:name/key-use`]: '',
  [`DELETE ${CONNECTOR}/connections/:name/key-use`]: '',
  [`GET ${CONNECTOR}/connections/:name/ledger`]: '',
  [`PUT ${CONNECTOR}/connections/:name/ledger`]: '',
  [`DELETE ${CONNECTOR}/connections/:name/ledger`]: '',
  [`GET ${CONNECTOR}/exports`]: '',
  [`GET ${CONNECTOR}/exports/:name`]: 'server',
  'GET /v1/connectors/anthropic/spend/export': 'from, to, format, focus_version, gzip, as_of, connection',
  [`GET ${CONNECTOR}/switches`]: '',
  [`PUT ${CONNECTOR}/switches`]: '',
  'GET /v1/policies': '',
  'PUT /v1/policies/state': '',
  'GET /v1/policies/versions': 'limit, cursor',
  'GET /v1/policies/versions/:version': '',
  'POST /v1/policies/versions': '',
  'POST /v1/policies/check': '',
  'POST /v1/policies/explain': '',
  'GET /v1/policies/templates': '',
  'POST /v1/policies/compose': '',
  'POST /v1/policies/break-glass': '',
  'DELETE /v1/policies/break-glass': '',
  'GET /v1/approvals': 'view, state, action, limit, cursor, wait, since',
  'GET /v1/approvals/:id': 'wait',
  'POST /v1/approvals': '',
  'POST /v1/approvals/:id/approve': '',
  'POST /v1/approvals/:id/cancel': '',
  'POST /v1/approvals/:id/deny': '',
  'POST /v1/approvals/:id/edit': '',
  'POST /v1/audit/:seq/undo': '',
  [`POST ${CONNECTOR}/actions/:action/plan`]: '',
  'GET /v1/access-reviews/signing-key': '',
  'GET /v1/access-reviews/:id/export': 'format',
  'GET /v1/notices/log': 'limit',
  'GET /v1/notices/targets': '',
  'POST /v1/notices/targets': '',
  'POST /v1/notices/targets/:id/test': '',
  'DELETE /v1/notices/targets/:id': '',
  'GET /v1/service-tokens': 'limit, cursor',
  'GET /v1/service-tokens/presets': '',
  'POST /v1/service-tokens': '',
  'POST /v1/service-tokens/:id/rotate': '',
  'DELETE /v1/service-tokens/:id': '',
  'GET /v1/session': '',
  'POST /v1/session': '',
  'DELETE /v1/session': '',
  'GET /v1/session/oidc/start': '',
  'GET /v1/session/oidc/callback': undefined,
  'GET /v1/tokens/revocations': 'limit, cursor',
  'POST /v1/tokens/revocations': '',
};

test('the table has every route', () => {
  expect([...platform.routes].sort()).toEqual(Object.keys(ROUTES).sort());
});

const refusing = Object.entries(ROUTES).filter(
  ([route, fields]) => fields !== undefined && route !== 'GET /',
);

test.each(refusing)('%s refuses a parameter that it does not know', async (route, fields = '') => {
  const [method = '', path = ''] = route.split(' ');
  const at = path
    .replace(':connector', 'anthropic')
    .replace(':action', 'users_remove')
    .replace(':name', 'default')
    .replace('*resource', 'mcp');

  const { status, body } = await platform.call(`/${at}?surprise=1`, {
    method: method === 'ALL' ? 'POST' : method,
  });

  const right = fields === '' ? 'it takes none' : `the parameters are ${fields}`;
  const message = `The query is not valid: surprise is not a parameter of this route's query; ${right}.`;
  expect(status).toBe(422);
  if (at === '/mcp') expect(body).toMatchObject({ jsonrpc: '2.0', error: { code: -32_602, message } });
  else expect(body).toMatchObject({ code: 'invalid_input', detail: message });
});

const INVOKE = '/actions/users_remove/invoke';

test.each([
  ['dry_run=true', 'dry_run', 'dry_run is a field of the body'],
  ['connection=other', 'connection', 'connection is a field of the body'],
  ['idempotency_key=a', 'idempotency_key', 'send it as the header Idempotency-Key'],
  ['sk-ant-admin01-secret=1', 'one', 'one is not a parameter'],
])('an invocation with ?%s says where it belongs, and runs nothing', async (query, path, place) => {
  const tenant = `tenant of ${path}`;
  await platform.connect(tenant);
  const before = platform.simulator.journal.entries().length;

  const { status, body } = await platform.call(`${INVOKE}?${query}`, {
    method: 'POST',
    body: { input: { user_id: 'user_01' } },
    tenant,
  });

  expect(status).toBe(422);
  expect(body).toMatchObject({
    error: {
      effect: 'none',
      issues: [{ path, rule: 'unknown_parameter', message: expect.stringContaining(place) }],
    },
  });
  expect(JSON.stringify(body)).not.toContain('sk-ant');
  expect(platform.simulator.journal.entries().length).toBe(before);
});

test('a request without a token learns nothing of the parameters', async () => {
  const { status } = await fetch(`${platform.url}/v1/audit?surprise=1`);
  const signed = await fetch(`${platform.url}/v1/audit?surprise=1`, {
    headers: { authorization: `Bearer ${await signedToken({ permissions: [] })}` },
  });

  expect([status, signed.status]).toEqual([401, 403]);
});
