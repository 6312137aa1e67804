import { bootPlatform, REQUEST_ID, type BootedPlatform, type Call } from './support/boot-platform.js';
import { ScriptedConnectorModule } from './support/scripted-connector.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform({ modules: [ScriptedConnectorModule] });
});
afterAll(() => platform.close());

const lines = (from: number): Record<string, unknown>[] =>
  platform.log.slice(from).map((line) => JSON.parse(line) as Record<string, unknown>);

const LINE = {
  level: 'info',
  time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  requestId: REQUEST_ID,
  durationMs: expect.any(Number),
  msg: 'request',
};
const ADA = { tenantId: 'acme', actor: 'ada' };
const ROUTE = '/v1/connectors/:connector';

const REQUESTS: [string, Call, object][] = [
  ['/actions/users_get', {}, { method: 'GET', route: `${ROUTE}/actions/:action`, status: 200, ...ADA }],
  [
    '/connections/default',
    { method: 'PUT', body: { api_key: '' } },
    { method: 'PUT', route: `${ROUTE}/connections/:name`, status: 422, code: 'invalid_input', ...ADA },
  ],
  [
    '/connections',
    { headers: { authorization: '' } },
    { method: 'GET', route: `${ROUTE}/connections`, status: 401, code: 'unauthenticated' },
  ],
  ['//nowhere', {}, { method: 'GET', status: 404, code: 'unknown_route' }],
  [
    '//v1/connectors/scripted/actions/upstream_unavailable/invoke',
    { method: 'POST', body: {} },
    {
      level: 'error',
      method: 'POST',
      route: `${ROUTE}/actions/:action/invoke`,
      status: 502,
      code: 'upstream_unavailable',
      action: 'upstream_unavailable',
      connection: 'default',
      outcome: 'upstream_unavailable',
      attempts: 0,
      ...ADA,
    },
  ],
];

it.each(REQUESTS)('writes one line for %s', async (path, call, facts) => {
  const before = platform.log.length;

  await platform.call(path, call);

  expect(lines(before)).toEqual([{ ...LINE, ...facts }]);
});

it('writes the stack of a bug with the id of the request, but not what was sent', async () => {
  const before = platform.log.length;

  await platform.call('//v1/connectors/scripted/actions/throw/invoke', { method: 'POST', body: {} });

  const [bug, request] = lines(before);
  expect(bug).toEqual({
    level: 'error',
    time: LINE.time,
    context: 'ProblemFilter',
    stack: expect.stringContaining('a bug beside'),
    msg: `Internal error of request ${REQUEST_ID}`,
  });
  expect(request).toMatchObject({ status: 500, code: 'internal' });
});
