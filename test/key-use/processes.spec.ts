import { setTimeout as pause } from 'node:timers/promises';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';

const KEY_USE = '/connections/default/key-use';

test.each(ENGINES)(
  'a policy narrowed by another process stops a call that is queued, and ends a read under way, on %s',
  async (engine) => {
    const env = await storedIn(engine);
    const queued = await bootWith(env);
    const other = await bootWith(env, { connector: { baseUrl: queued.simulator.url } });
    await queued.connect();
    await queued.call(KEY_USE, { method: 'PUT', body: { effects: ['read', 'write'], calls_per_day: 10 } });
    queued.simulator.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '3' } });
    const invoke = (action: string, input: object) =>
      queued.call(`/actions/${action}/invoke`, { method: 'POST', body: { input } });
    await invoke('users_list', {});

    const waiting = invoke('invites_create', { email: 'someone@acme-robotics.example', role: 'user' });
    await pause(300);
    await other.call(KEY_USE, { method: 'PUT', body: { effects: ['read'], calls_per_day: 10 } });

    const { status, body } = await waiting;
    expect([status, body]).toMatchObject([
      403,
      { code: 'key_use_refused', error: { effect: 'none' }, meta: { attempts: 0 } },
    ]);
    const writes = queued.simulator.journal.entries().filter(({ method }) => method === 'POST');
    expect(writes).toEqual([]);
    // The queued call has sent nothing; the one before it has.
    expect((await other.call(KEY_USE)).body).toMatchObject({ calls_today: 1 });

    queued.simulator.faults.add({ kind: 'slow', delay_ms: 15_000 });
    const reading = invoke('users_list', {});
    await pause(300);
    await other.call(KEY_USE, { method: 'PUT', body: { effects: ['write'], calls_per_day: 10 } });

    const ended = await reading;
    expect([ended.status, ended.body]).toMatchObject([
      403,
      {
        code: 'key_use_refused',
        detail: expect.stringMatching(
          /allows the effect write only, .* is a read\. The invocation was ended\.$/,
        ),
        error: { effect: 'none' },
      },
    ]);
  },
);
