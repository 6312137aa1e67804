import { setTimeout as pause } from 'node:timers/promises';
import {
  AnthropicConnector,
  InMemoryConnectionStore,
  KeyUseRefused,
  type ConnectionRef,
  type KeyUse,
  type KeyUseRefusal,
  type OpenConnection,
} from 'anthropic-admin-connector';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { CONTEXT } from '../support/boot-connector.js';

const INVITE = { email: 'someone@acme-robotics.example', role: 'user' } as const;
const NAME = { tenantId: CONTEXT.tenantId, name: 'default' };

/** A store whose rules a test sets; it remembers for what it was asked. */
class RuledStore extends InMemoryConnectionStore {
  refusal: KeyUseRefusal | undefined;
  readonly asked: (KeyUse | undefined)[] = [];
  /** Keys that were given out. */
  opened = 0;
  givenBack = 0;

  override async open(ref: ConnectionRef, use?: KeyUse): Promise<OpenConnection | undefined> {
    this.asked.push(use);
    if (use && this.refusal) throw new KeyUseRefused(this.refusal);
    this.opened += 1;
    const found = await super.open(ref);
    return found && { ...found, giveBack: async () => void (this.givenBack += 1) };
  }
}

const REFUSAL = { reason: 'it is for reports.', fix: 'Ask Ada.' };

let simulated: Simulated;
let store: RuledStore;
beforeEach(async () => {
  store = new RuledStore();
  simulated = await bootSimulated({ store, maxRetries: 0 });
  store.asked.length = 0;
  store.opened = 0;
});
afterEach(() => simulated.close());

test('an invocation that the store refuses sends nothing, and says why', async () => {
  store.refusal = REFUSAL;

  const outcome = await simulated.connector.invoke('invites_create', INVITE, {
    ...CONTEXT,
    idempotencyKey: 'one',
  });

  expect(outcome).toMatchObject({
    ok: false,
    error: {
      code: 'key_use_refused',
      blame: 'configuration',
      effect: 'none',
      message:
        'The key of the connection "default" may not be used for this: it is for reports. No request was sent.',
      fix: 'Ask Ada.',
      retry: { allowed: false, resend: 'after_change' },
    },
    meta: { attempts: 0 },
  });
  expect([store.opened, simulated.log()]).toEqual([0, []]);
  // What was refused is no outcome of the write.
  store.refusal = undefined;
  expect(
    await simulated.connector.invoke('invites_create', INVITE, { ...CONTEXT, idempotencyKey: 'one' }),
  ).toMatchObject({ ok: true });
});

test('a refusal that ends by itself says when', async () => {
  store.refusal = { ...REFUSAL, afterMs: 90_000 };

  expect(await simulated.connector.invoke('users_list', {}, CONTEXT)).toMatchObject({
    error: { code: 'key_use_refused', retry: { allowed: true, resend: 'after_wait', afterMs: 90_000 } },
  });
});

test('the store learns what the key is for; a check of the key is no use', async () => {
  const { connector } = simulated;
  await connector.invoke('users_list', {}, CONTEXT);
  await connector.invoke('workspaces_archive', { workspace_id: 'wrkspc_none' }, CONTEXT);
  await connector.connections.check(NAME, 'ada');

  expect(store.asked).toEqual([
    { actionId: 'users_list', packs: expect.arrayContaining(['members']), power: 'read', stage: 'call' },
    { actionId: 'workspaces_archive', packs: expect.any(Array), power: 'destructive', stage: 'call' },
    undefined,
  ]);
});

test('an action of several operations asks once, for itself', async () => {
  const { connector, log } = simulated;
  const invited = await connector.invoke('invites_create', INVITE, CONTEXT);
  store.asked.length = 0;

  await connector.invoke(
    'invites_reissue',
    { invite_id: (invited as { data: { id: string } }).data.id },
    CONTEXT,
  );

  expect(store.asked).toEqual([
    { actionId: 'invites_reissue', packs: expect.any(Array), power: 'destructive', stage: 'call' },
  ]);
  expect(log().length).toBeGreaterThan(2);
});

test('a dry run asks as one, and is refused as the invocation would be', async () => {
  const { connector, log } = simulated;
  const allowed = await connector.plan('invites_create', INVITE, CONTEXT);
  store.refusal = REFUSAL;
  const refused = await connector.plan('invites_create', INVITE, CONTEXT);

  expect(allowed).toMatchObject({ ok: true, meta: { dryRun: true } });
  expect(refused).toMatchObject({ error: { code: 'key_use_refused' }, meta: { dryRun: true } });
  expect(store.asked.map((use) => use?.stage)).toEqual(['dry_run', 'dry_run']);
  expect(log()).toEqual([]);
});

test('an invocation gives back what it has not used, and only that', async () => {
  const { connector, simulator } = simulated;
  await connector.invoke('users_list', {}, CONTEXT);
  simulator.faults.add({ kind: 'status', status: 500 });
  await connector.invoke('users_list', {}, CONTEXT);
  const sent = store.givenBack;
  await connector.invoke('users_list', {}, { ...CONTEXT, signal: AbortSignal.abort() });

  expect([sent, store.givenBack]).toEqual([0, 1]);
});

describe('an invocation that waits', () => {
  const LATER = { deadline: Date.now() + 120_000 };

  test('is asked for again, and not sent where the store refuses by now', async () => {
    const { connector, simulator, log } = simulated;
    const limited = { kind: 'status', status: 429, headers: { 'retry-after': '2' } } as const;
    simulator.faults.add(limited);
    await connector.invoke('organization_get', {}, CONTEXT);
    store.asked.length = 0;
    const waiting = connector.invoke('invites_create', INVITE, { ...CONTEXT, ...LATER });
    await pause(100);
    store.refusal = REFUSAL;

    expect(await waiting).toMatchObject({
      error: { code: 'key_use_refused', effect: 'none' },
      meta: { attempts: 0 },
    });
    expect(store.asked.map((use) => use?.stage)).toEqual(['call', 'again']);
    expect(store.givenBack).toBe(1);
    expect(log().filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  test('is not tried again where the store refuses by now', async () => {
    const { simulator, log } = simulated;
    const retrying = new AnthropicConnector({ baseUrl: simulator.url, store, maxRetries: 2 });
    simulator.faults.add({ kind: 'status', status: 503, headers: { 'retry-after': '1' }, times: 'always' });
    const failing = retrying.invoke('users_list', {}, { ...CONTEXT, ...LATER });
    await pause(200);
    store.refusal = REFUSAL;

    expect(await failing).toMatchObject({ error: { code: 'key_use_refused' } });
    expect(log()).toHaveLength(1);
    await retrying.close();
  });
});
