import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import {
  AnthropicConnector,
  InMemoryConnectionStore,
  type ConnectorOptions,
  type Outcome,
} from 'anthropic-admin-connector';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { CONTEXT } from '../support/boot-connector.js';

const NAME = { tenantId: CONTEXT.tenantId, name: 'default' };
const INVITE = { email: 'someone@acme-robotics.example', role: 'user' } as const;
const LATER = { deadline: Date.now() + 120_000 };
/** A call that nothing ends would last longer. */
const SLOW_MS = 20_000;

let simulated: Simulated;
const boot = async (options: ConnectorOptions = {}) => {
  simulated = await bootSimulated({ maxRetries: 0, ...options });
  return simulated;
};
afterEach(() => simulated.close());

/** Pauses the organization, so that the next call waits in the queue. */
async function fillQueue(): Promise<void> {
  const limited = { kind: 'status', status: 429, headers: { 'retry-after': '3' } } as const;
  simulated.simulator.faults.add(limited);
  await simulated.connector.invoke('organization_get', {}, CONTEXT);
}

const deleteIt = (connector = simulated.connector) => connector.connections.delete(NAME, 'ada');
const replaceIt = (connector = simulated.connector) =>
  connector.connections.save({ ...NAME, apiKey: DEMO_ADMIN_KEY, actor: 'ada' });

describe('a call that waits in the queue', () => {
  it.each([
    ['deleted', deleteIt],
    ['replaced', replaceIt],
  ])('is not sent once its connection is %s', async (_, change) => {
    const store = new InMemoryConnectionStore();
    const { connector, simulator, log } = await boot({ store });
    // Another process has its own queue.
    const other = new AnthropicConnector({ baseUrl: simulator.url, store });
    await fillQueue();
    const waiting = connector.invoke('invites_create', INVITE, { ...CONTEXT, ...LATER });
    await pause(100);
    await change(other);
    await other.close();

    expect(await waiting).toMatchObject({
      error: { code: 'credential_missing', effect: 'none' },
      meta: { attempts: 0 },
    });
    expect(log().filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  it('is not sent once its action is switched off', async () => {
    let on = true;
    const { connector, log } = await boot({ switches: { isEnabled: () => on } });
    await fillQueue();
    const waiting = connector.invoke('invites_create', INVITE, { ...CONTEXT, ...LATER });
    await pause(100);
    on = false;
    const started = performance.now();

    expect(await waiting).toMatchObject({ error: { code: 'action_disabled', effect: 'none' } });
    expect(performance.now() - started).toBeLessThan(2_500);
    expect(log()).toEqual(['GET /v1/organizations/me']);
  });

  it('is not sent where the policy has changed', async () => {
    let allowed = true;
    const { connector, log } = await boot({
      policy: { decide: () => (allowed ? { effect: 'allow' } : { effect: 'deny', reason: 'No longer.' }) },
    });
    await fillQueue();
    const waiting = connector.invoke('invites_create', INVITE, { ...CONTEXT, ...LATER });
    await pause(100);
    allowed = false;

    expect(await waiting).toMatchObject({ error: { code: 'policy_denied', effect: 'none' } });
    expect(log()).toEqual(['GET /v1/organizations/me']);
  });

  it('is sent where nothing has changed', async () => {
    const { connector } = await boot();
    await fillQueue();

    expect(await connector.invoke('invites_create', INVITE, { ...CONTEXT, ...LATER })).toMatchObject({
      ok: true,
    });
  });
});

it('does not try again once its connection is deleted', async () => {
  const { connector, simulator, log } = await boot({ maxRetries: 2 });
  simulator.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '1' }, times: 'always' });
  const failing = connector.invoke('users_list', {}, { ...CONTEXT, ...LATER });
  await pause(100);
  await deleteIt();

  expect(await failing).toMatchObject({ error: { code: 'credential_missing' } });
  expect(log()).toHaveLength(1);
});

describe('a call that was sent', () => {
  it('is ended where it reads', async () => {
    const { connector, simulator } = await boot();
    simulator.faults.add({ kind: 'slow', delay_ms: SLOW_MS });
    const reading = connector.invoke('users_list', {}, { ...CONTEXT, ...LATER });
    await pause(100);
    await deleteIt();

    expect(await reading).toMatchObject({ error: { code: 'credential_missing', effect: 'none' } });
  });

  it('is waited for where it writes', async () => {
    const { connector, simulator } = await boot();
    simulator.faults.add({ kind: 'slow', delay_ms: 1_500 });
    const writing = connector.invoke('invites_create', INVITE, { ...CONTEXT, ...LATER });
    await pause(100);
    await deleteIt();

    expect(await writing).toMatchObject({ ok: true });
  });

  it('keeps the pages that it has read, and reads no more', async () => {
    const { connector, simulator, log } = await boot();
    let deleted: Promise<boolean> | undefined;
    const onProgress = ({ pages }: { pages: number }) => {
      if (pages !== 2) return;
      simulator.faults.add({ kind: 'slow', delay_ms: SLOW_MS, times: 'always' });
      deleted = deleteIt();
    };

    const outcome: Outcome = await connector.invoke(
      'users_list',
      { limit: 2 },
      { ...CONTEXT, ...LATER, all: true, onProgress },
    );

    await deleted;
    expect(outcome).toMatchObject({ ok: true, meta: { partial: { reason: 'credential_missing' } } });
    expect((outcome as { data?: { data: unknown[] } }).data?.data).toHaveLength(4);
    expect(log().length).toBeLessThanOrEqual(3);
  });

  it('is ended for the caller who may no longer, and goes on for another', async () => {
    const off = new Set<string>();
    const { connector, simulator } = await boot({
      switches: { isEnabled: ({ context }) => !off.has(context.actor?.id ?? '') },
    });
    simulator.faults.add({ kind: 'slow', delay_ms: 1_500 });
    const as = (id: string) =>
      connector.invoke('users_list', {}, { ...CONTEXT, ...LATER, actor: { id, type: 'user' } });
    const [one, other] = [as('one'), as('other')];
    await pause(100);
    off.add('one');

    expect(await one).toMatchObject({ error: { code: 'action_disabled' } });
    expect(await other).toMatchObject({ ok: true });
  });
});

describe('switches that are off for one caller alone', () => {
  const OFF = { message: 'This robot may not invite.', fix: 'Ask Ada.' };

  it.each([
    ['policy_denied', { ...OFF, code: 'policy_denied' }, { code: 'policy_denied', ...OFF }],
    ['action_disabled without a code', OFF, { code: 'action_disabled', ...OFF }],
    ['host_failed for a code that is none', { ...OFF, code: 'no' }, { code: 'host_failed' }],
  ] as const)('answer with %s, by what the host knows of the caller', async (_, off, error) => {
    const robot = { isRobot: true };
    const { connector, log } = await boot({
      switches: { isEnabled: ({ context }) => (context.caller === robot ? (off as typeof OFF) : true) },
      onInternalError: () => {},
    });

    const refused = await connector.invoke('invites_create', INVITE, { ...CONTEXT, caller: robot });
    const planned = await connector.plan('invites_create', INVITE, { ...CONTEXT, caller: robot });
    const other = await connector.plan('invites_create', INVITE, CONTEXT);

    expect([refused, planned, other]).toMatchObject([{ error }, { error }, { ok: true }]);
    expect(log().filter((line) => line.startsWith('POST'))).toEqual([]);
  });
});
