import { readdirSync, readFileSync } from 'node:fs';
import { createSimulator, DEMO_ADMIN_KEY, ORDINARY_KEY, type Simulator } from 'anthropic-admin-simulator';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { startNestHost, type NestHost } from './support/nest-host.js';

// The first run may have to build.
jest.setTimeout(180_000);

const ADA = 'ada-of-acme';
const EVE = 'eve-of-acme';
const BOB = 'bob-of-globex';

let simulator: Simulator;
let host: NestHost;
beforeAll(async () => {
  buildWhenStale(['connector']);
  simulator = await createSimulator();
  host = await startNestHost(simulator.url);
  await host.ask(ADA, 'PUT', '/team/key', { key: DEMO_ADMIN_KEY });
});
afterAll(async () => {
  await host?.stop();
  await simulator.close();
});

it('lets in its own staff alone', async () => {
  const [status] = await host.ask('a-stranger', 'GET', '/team');

  expect(status).toBe(401);
});

it('saves a key and shows no more than a preview of it', async () => {
  expect(await host.ask(ADA, 'PUT', '/team/key', { key: DEMO_ADMIN_KEY })).toMatchObject([
    200,
    { status: 'saved', connection: { keyPreview: expect.stringMatching(/^sk-ant-admin01-.{3}\.{3}.{4}$/) } },
  ]);
  expect(await host.ask(ADA, 'PUT', '/team/key', { key: ORDINARY_KEY })).toMatchObject([
    422,
    { code: 'ordinary_api_key', message: expect.any(String), fix: expect.any(String) },
  ]);
});

it('serves its own routes by actions, and repeats no write', async () => {
  const email = 'grace@example.com';
  const invite = (): Promise<[number, unknown]> =>
    host.ask(ADA, 'POST', '/team/invites', { email, role: 'user' }, { 'idempotency-key': 'grace' });

  const [, team] = await host.ask(ADA, 'GET', '/team');
  const first = await invite();

  expect(team).toHaveLength(30);
  expect(first).toMatchObject([201, { email, status: 'pending' }]);
  expect(await invite()).toEqual(first);
});

it('sends what goes wrong as a problem', async () => {
  const { adminUserId: user_id } = simulator.demo;

  const limited = await host.ask(ADA, 'DELETE', `/team/${user_id}`);
  const approval = await host.ask(EVE, 'DELETE', `/team/${user_id}`);
  const wrong = await host.ask(ADA, 'POST', '/team/invites', { email: 'grace', role: 'user' });
  const unconnected = await host.ask(BOB, 'GET', '/team');

  const alternative = { actionId: 'users_update', input: { user_id, role: 'user' } };
  expect(limited).toMatchObject([409, { code: 'limited_operation', error: { limitation: { alternative } } }]);
  expect(approval).toMatchObject([
    403,
    { code: 'approval_required', error: { approval: { id: 'approval-1' } } },
  ]);
  expect(wrong).toMatchObject([422, { code: 'invalid_input', detail: expect.stringContaining('email') }]);
  expect(unconnected).toMatchObject([424, { code: 'credential_missing' }]);
});

it('fits into 120 lines', () => {
  const folder = new URL('../../examples/nest-host/src/', import.meta.url);
  const lines = readdirSync(folder).map(
    (file) => readFileSync(new URL(file, folder), 'utf8').split('\n').length - 1,
  );

  expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(120);
});

it('fills every port, and none of them sees the key', async () => {
  const [, recorded] = await host.ask(ADA, 'GET', '/team/activity');

  expect(recorded).toMatchObject({
    activity: expect.arrayContaining([
      { tenantId: 'acme', actor: 'ada', kind: 'saved' },
      { tenantId: 'acme', actor: 'ada', actionId: 'users_list', input: {}, ok: true },
    ]),
    counts: { 'users_list ok': 1, 'invites_create ok': 2, attempt_started: expect.any(Number) },
  });
  expect(JSON.stringify(recorded)).not.toContain(DEMO_ADMIN_KEY);
});
