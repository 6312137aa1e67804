import { InMemoryIdempotencyStore } from '../../src/kit/engine/in-memory-idempotency-store.js';
import type { IdempotencyStore, IdempotentWrite } from '../../src/kit/engine/ports.js';
import type { Outcome } from '../../src/kit/engine/outcome.js';
import { DEMO_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootSimulated } from '../support/boot-simulated.js';
import { afterTest } from '../support/cleanup.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';

let booted: Booted | undefined;
afterEach(async () => {
  await booted?.close();
  booted = undefined;
});

const KEYED = { ...CONTEXT, idempotencyKey: 'k1' };
const UPDATE = { user_id: 'user_1', role: 'user' } as const;

class BreakingStore extends InMemoryIdempotencyStore {
  constructor(private readonly breaks: keyof IdempotencyStore) {
    super();
  }

  override begin(write: IdempotentWrite): ReturnType<IdempotencyStore['begin']> {
    return this.breaks === 'begin' ? Promise.reject(new Error('disk full')) : super.begin(write);
  }

  override finish(write: IdempotentWrite, outcome: Outcome): Promise<void> {
    return this.breaks === 'finish' ? Promise.reject(new Error('disk full')) : super.finish(write, outcome);
  }
}

describe('an idempotency key', () => {
  it('gives a secret that is shown once no second time, and keeps it nowhere', async () => {
    const kept: Outcome[] = [];
    const store = new InMemoryIdempotencyStore();
    const finish = store.finish.bind(store);
    store.finish = async (write, outcome) => {
      kept.push(outcome);
      await finish(write, outcome);
    };
    const answer = { id: 'whe_1', signing_secret: 'whsec_canary' };
    booted = await bootConnector(() => ({ body: answer }), { idempotency: store });
    const invoke = () =>
      booted!.connector.invokeById(
        'webhooks_regenerate_signing_secret' as string,
        { webhook_endpoint_id: 'whe_1' },
        KEYED,
      );

    const [first, second] = [await invoke(), await invoke()];

    expect(first).toMatchObject({ ok: true, data: answer });
    expect(first.meta).not.toHaveProperty('warnings');
    expect(second).toMatchObject({
      ok: true,
      data: { id: 'whe_1', signing_secret: '[shown once, not stored]' },
      meta: {
        replayed: true,
        warnings: [
          'signing_secret: shown only in the first response to this idempotency key, and stored nowhere.',
        ],
      },
    });
    expect(JSON.stringify(kept)).not.toContain('canary');
  });

  it('keeps a write from being sent where its store does not answer', async () => {
    const errors: unknown[] = [];
    booted = await bootConnector(undefined, {
      idempotency: new BreakingStore('begin'),
      onInternalError: (error) => void errors.push(error),
    });

    const outcome = await booted.connector.invoke('users_update', UPDATE, KEYED);

    expect(outcome).toMatchObject({ ok: false, error: { code: 'host_failed', retry: { allowed: true } } });
    expect(booted.api.log()).toEqual([]);
    expect(errors).toEqual([new Error('disk full')]);
  });

  it('returns the outcome of a write although it could not be stored, and sends no second one', async () => {
    booted = await bootConnector(undefined, { idempotency: new BreakingStore('finish') });

    const first = await booted.connector.invoke('users_update', UPDATE, KEYED);
    const second = await booted.connector.invoke('users_update', UPDATE, KEYED);

    expect(first).toMatchObject({
      ok: true,
      meta: { warnings: expect.arrayContaining([expect.stringContaining('could not be stored')]) },
    });
    expect(second).toMatchObject({ ok: false, error: { code: 'idempotency_conflict' } });
    expect(booted.api.log()).toHaveLength(1);
  });

  it('is refused, and nothing is sent, where its actor has stored as much as one may', async () => {
    let now = Date.now();
    const store = new InMemoryIdempotencyStore(() => now, { writes: 4, characters: 100_000 });
    booted = await bootConnector(undefined, { idempotency: store });
    const update = (key: string, id?: string) =>
      booted!.connector.invoke('users_update', UPDATE, {
        ...CONTEXT,
        idempotencyKey: key,
        ...(id && { actor: { id } }),
      });
    await update('m1', 'mallory');
    await update('m2', 'mallory');
    now += 60_000;

    const refused = await update('m3', 'mallory');
    const others = [await update('m1', 'mallory'), await update('a1', 'ada'), await update('n1')];
    const full = await update('a2', 'ada');
    now += 24 * 60 * 60 * 1000 - 60_000;

    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'rate_limited',
        blame: 'caller',
        effect: 'none',
        retry: { resend: 'after_wait', afterMs: 24 * 60 * 60 * 1000 - 60_000 },
      },
      meta: { attempts: 0 },
    });
    expect(others.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(others[0]?.meta.replayed).toBe(true);
    expect(full).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
    expect(booted.api.log()).toHaveLength(4);
    expect(await update('m3', 'mallory')).toMatchObject({ ok: true });
  });

  it('takes no more memory than its tenant may have', async () => {
    const store = new InMemoryIdempotencyStore(Date.now, { characters: 1000, subjectShare: 100 });
    booted = await bootConnector(() => ({ body: { id: 'u'.repeat(1000) } }), { idempotency: store });
    const update = (idempotencyKey: string, tenantId: string) =>
      booted!.connector.invoke('users_update', UPDATE, { ...CONTEXT, tenantId, idempotencyKey });
    await update('k1', 'acme');

    const [more, repeated] = [await update('k2', 'acme'), await update('k1', 'acme')];

    expect(more).toMatchObject({ ok: false, error: { code: 'rate_limited' } });
    expect(repeated).toMatchObject({ ok: true, meta: { replayed: true } });
  });

  it('gives no outcome of another organization, and none of before the key was replaced', async () => {
    const { connector, log, close } = await bootSimulated();
    afterTest(close);
    const invite = () =>
      connector.invoke('invites_create', { email: 'someone@acme-robotics.example', role: 'user' }, KEYED);
    const save = (apiKey: string) =>
      connector.connections.save({
        tenantId: CONTEXT.tenantId,
        name: 'default',
        apiKey,
        actor: 'ada',
        confirmOrganizationChange: true,
      });
    const sent = () => log().filter((line) => line.startsWith('POST')).length;
    await invite();
    expect(await invite()).toMatchObject({ ok: true, meta: { replayed: true } });

    await save(SECOND_ADMIN_KEY);
    const moved = await invite();
    await save(DEMO_ADMIN_KEY);
    const back = await invite();
    await connector.connections.delete({ tenantId: CONTEXT.tenantId, name: 'default' }, 'ada');
    const deleted = await invite();

    expect([moved, back, deleted]).toMatchObject([
      { ok: false, error: { code: 'idempotency_conflict', effect: 'none' } },
      { ok: false, error: { code: 'idempotency_conflict', effect: 'none' } },
      { ok: false, error: { code: 'credential_missing', effect: 'none' } },
    ]);
    expect(sent()).toBe(1);
  });
});
