import { createSimulator, DEMO_ADMIN_KEY, ORDINARY_KEY, type Simulator } from 'anthropic-admin-simulator';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';
import { startNestHost, type NestHost } from './support/nest-host.js';

// The first run may have to build.
jest.setTimeout(180_000);

const ADA = 'ada-of-acme';
const BOB = 'bob-of-globex';

let simulator: Simulator;
let host: NestHost;
beforeAll(async () => {
  buildWhenStale(['connector']);
  simulator = await createSimulator();
  host = await startNestHost(simulator.url);
  await host.ask(ADA, 'PUT', '/claude-key', { key: DEMO_ADMIN_KEY });
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
  expect(await host.ask(ADA, 'PUT', '/claude-key', { key: DEMO_ADMIN_KEY })).toEqual([
    200,
    { organization: 'Acme Robotics', key: expect.stringMatching(/^sk-ant-admin01-….{4}$/) },
  ]);
  expect(await host.ask(ADA, 'PUT', '/claude-key', { key: ORDINARY_KEY })).toEqual([
    422,
    expect.objectContaining({ message: expect.any(String), fix: expect.any(String) }),
  ]);
});

it('serves its own routes by actions', async () => {
  const email = 'grace@example.com';

  const [, team] = await host.ask(ADA, 'GET', '/team');

  expect(team).toHaveLength(30);
  expect(await host.ask(ADA, 'POST', '/team/invites', { email, role: 'user' })).toEqual([
    201,
    { email, status: 'pending' },
  ]);
});

it('answers what goes wrong in its own form', async () => {
  const { adminUserId: user_id } = simulator.demo;

  const refused = await host.ask(ADA, 'DELETE', `/team/${user_id}`);
  const wrong = await host.ask(ADA, 'POST', '/team/invites', { email: 'grace', role: 'user' });
  const unconnected = await host.ask(BOB, 'GET', '/team');

  expect(refused).toMatchObject([
    422,
    { code: 'limited_operation', instead: { actionId: 'users_update', input: { user_id, role: 'user' } } },
  ]);
  expect(wrong).toMatchObject([422, { code: 'invalid_input', message: expect.stringContaining('email') }]);
  expect(unconnected).toMatchObject([424, { code: 'credential_missing' }]);
});
