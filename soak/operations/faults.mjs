import { setTimeout as pause } from 'node:timers/promises';

const OURS = 'anthropic-admin-platform';
const KILL_EVERY_MS = 200;

/** Tables in which a request adds rows, and which a full disk therefore refuses. */
const GROWING = ['audit_entries', 'idempotency_keys', 'limiter_slots', 'leases', 'connections'];

const fullDisk = `create or replace function soak_full() returns trigger language plpgsql as
  $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
  ${GROWING.map((table) => `create trigger soak_full before insert or update on ${table} for each statement execute function soak_full()`).join(';')}`;
const roomAgain = GROWING.map((table) => `drop trigger soak_full on ${table}`).join(';');

/**
 * Faults of a database under load. Each lasts as long as it is given, and has ended when it resolves. `expects` names what has to be
 * so meanwhile: `ok` that no request fails, `not_ready` that readiness says so.
 */
export const FAULTS = {
  'connections ended again and again': {
    run: async ({ postgres }, ms) => {
      const counts = { 'rounds of pg_terminate_backend': 0, 'backends ended': 0 };
      for (const end = Date.now() + ms; Date.now() < end; await pause(KILL_EVERY_MS)) {
        const ended = await postgres.run(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${OURS}'`,
        );
        counts['rounds of pg_terminate_backend'] += 1;
        counts['backends ended'] += ended.length;
      }
      return counts;
    },
  },
  'PostgreSQL restarted': {
    expects: 'not_ready',
    run: async ({ postgres }, ms) => {
      await postgres.stop();
      await pause(ms);
      await postgres.start();
    },
  },
  'PostgreSQL crashed': {
    expects: 'not_ready',
    run: async ({ postgres }, ms) => {
      await postgres.crash();
      await pause(ms);
      await postgres.start();
    },
  },
  'PostgreSQL away for 30 s': {
    expects: 'not_ready',
    // A short run has a restart, which is the same but for its time.
    leastMs: 15_000,
    run: async ({ postgres }, ms) => {
      await postgres.stop();
      await pause(2 * ms);
      await postgres.start();
    },
  },
  'a rolling restart': {
    expects: 'ok',
    run: async ({ platforms, inRotation }) => {
      for (const { url, restart } of platforms) {
        await restart(() => inRotation.delete(url));
        inRotation.add(url);
      }
    },
  },
  'a network that lets nothing through': {
    expects: 'not_ready',
    run: async ({ proxy }, ms) => {
      proxy.set({ stalled: true });
      await pause(2 * ms);
      proxy.set({ stalled: false });
    },
  },
  '100 ms for each query': {
    expects: 'ok',
    run: async ({ proxy }, ms) => {
      proxy.set({ delayMs: 100 });
      await pause(2 * ms);
      proxy.set({ delayMs: 0 });
    },
  },
  'a disk that is full indeed': {
    leastMs: 15_000,
    fillsDisk: true,
    // PostgreSQL goes on within the files that it has, refuses to extend one, or ends all of its processes and recovers.
    run: async ({ postgres }, ms) => {
      const bytes = await postgres.disk.fill();
      await pause(2 * ms);
      await postgres.disk.free();
      return { 'MB that filled the disk': Math.round(bytes / 2 ** 20) };
    },
  },
  'a full disk': {
    expects: 'not_ready',
    run: async ({ postgres }, ms) => {
      await postgres.run(fullDisk);
      await pause(ms);
      await postgres.run(roomAgain);
    },
  },
};
