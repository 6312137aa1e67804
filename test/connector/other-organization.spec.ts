import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { CONTEXT } from '../support/boot-connector.js';

const OTHER = { organization_id: '00000000-0000-4000-8000-000000000000', name: 'Globex Research' };
const NAME = { tenantId: CONTEXT.tenantId, name: 'default' };

let simulated: Simulated;
beforeEach(async () => {
  simulated = await bootSimulated({ maxRetries: 0 });
});
afterEach(() => simulated.close());

const answerAsOther = (times: number | 'always' = 'always') =>
  simulated.simulator.faults.add({ kind: 'other_organization', ...OTHER, times });

it('is not adopted by a check', async () => {
  const { connector, simulator } = simulated;
  const before = await connector.connections.find(NAME);
  answerAsOther();

  const checked = await connector.connections.check(NAME, 'ada');

  expect(checked).toMatchObject({
    check: { state: 'invalid', problem: { code: 'identity_changed' } },
    connection: {
      state: 'failing',
      organization: before?.organization,
      problem: { code: 'identity_changed' },
    },
  });
  simulator.faults.clear();
  expect(await connector.connections.check(NAME, 'ada')).toMatchObject({ connection: { state: 'active' } });
});

it('is told when the key is saved again, and taken once that is confirmed', async () => {
  const { connector, simulator } = simulated;
  answerAsOther();
  const { DEMO_ADMIN_KEY: apiKey } = await import('anthropic-admin-simulator');
  const save = { ...NAME, apiKey, actor: 'ada' };

  expect(await connector.connections.save(save)).toMatchObject({
    status: 'identity_changed',
    offered: { id: OTHER.organization_id, name: OTHER.name },
  });
  expect(await connector.connections.save({ ...save, confirmOrganizationChange: true })).toMatchObject({
    status: 'saved',
    connection: { organization: { id: OTHER.organization_id } },
  });
  simulator.faults.clear();
});

it('gives no data to a read, and stops the connection', async () => {
  const { connector, log } = simulated;
  answerAsOther(1);

  const first = await connector.invoke('users_list', {}, CONTEXT);
  const second = await connector.invoke('users_list', {}, CONTEXT);

  expect(first).toMatchObject({
    error: {
      code: 'identity_changed',
      blame: 'configuration',
      effect: 'none',
      retry: { allowed: false, resend: 'after_change' },
      message: expect.stringContaining(OTHER.organization_id),
    },
  });
  expect(first).not.toHaveProperty('data');
  expect(second).toMatchObject({
    error: { code: 'identity_changed', effect: 'none' },
    meta: { attempts: 0 },
  });
  expect(log()).toHaveLength(1);
});

it('says of a write that it was done', async () => {
  answerAsOther(1);

  expect(
    await simulated.connector.invoke(
      'invites_create',
      { email: 'a@acme-robotics.example', role: 'user' },
      CONTEXT,
    ),
  ).toMatchObject({
    error: {
      message: expect.stringMatching(/^The change was made, but in another organization\. /),
      code: 'identity_changed',
      effect: 'done',
      retry: { allowed: false, resend: 'never' },
    },
  });
});

it.each(['', ' '])('with the id %j is no organization', async (organization_id) => {
  const { connector, simulator } = simulated;
  const before = await connector.connections.find(NAME);
  simulator.faults.add({ kind: 'other_organization', organization_id, name: '', times: 'always' });

  expect(await connector.connections.check(NAME, 'ada')).toMatchObject({
    check: { state: 'undetermined' },
    connection: { state: 'active', organization: before?.organization },
  });
});
