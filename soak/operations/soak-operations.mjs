import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.mjs';
import { checkAudit } from '../checks/audit.mjs';
import { checkWrites } from '../checks/writes.mjs';
import { openPlatformStorage } from '../open-storage.mjs';
import { platformClient } from '../platform-client.mjs';
import { seededRandom } from '../seeded-random.mjs';
import { liftMemberLimit, Watch } from '../simulator.mjs';
import { answers, createTestEnvironment } from '../test-environment.mjs';
import { waitUntil } from '../wait-until.mjs';
import { API_KEYS } from '../workload/connection-clients.mjs';
import { FAULTS } from './faults.mjs';
import { startLoad } from './load.mjs';
import { startPostgres } from './postgres.mjs';
import { startTcpProxy } from './tcp-proxy.mjs';
import { WriteLedger } from './write-ledger.mjs';

const TENANTS = ['acme', 'globex', 'initech'];
const CALM = { name: 'no fault' };
const CALM_MS = 1_000;
const RECOVERY_MS = 30_000;

/** The shortest fault for which PostgreSQL gets a disk of its own, which root alone can mount. */
const SMALL_DISK_MS = 15_000;

/** Shorter than the defaults: each fault has its consequence while it lasts. */
const PATIENCE = {
  DATABASE_CONNECT_TIMEOUT_MS: '3000',
  DATABASE_STATEMENT_TIMEOUT_MS: '5000',
  DATABASE_LOCK_TIMEOUT_MS: '5000',
  SHUTDOWN_DELAY_MS: '1500',
};

/**
 * Causes the faults of an operator's bad night under load, on two platforms and a PostgreSQL, and compares every answer with what
 * reached the API.
 *
 * @returns a sentence for each mistake, and figures
 */
export async function soakOperations({ seed, signal, faultMs, goesOn, onFault }) {
  const random = seededRandom(seed);
  const postgres = await startPostgres({ smallDisk: faultMs >= SMALL_DISK_MS });
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: postgres.port });
  const environment = await createTestEnvironment(postgres.urlAt(proxy.port), signal);
  const ledger = new WriteLedger();
  const watch = new Watch(environment);
  const figures = { rounds: 0 };
  const walked = new Set();
  let fault = CALM;
  let load;
  try {
    await liftMemberLimit(environment.api, API_KEYS[0]);
    const platforms = await startPlatforms(environment, ledger, signal);
    const urls = platforms.map(({ url }) => url);
    const inRotation = new Set(urls);
    const client = platformClient({ url: urls[0] });
    for (const tenant of TENANTS) await client.save({ tenant, name: 'default' }, API_KEYS[0]);
    load = startLoad({ inRotation, ledger, tenants: TENANTS, seed, faultOf: () => fault });
    const names = Object.keys(FAULTS).filter(
      (name) => (FAULTS[name].leastMs ?? 0) <= faultMs && (postgres.disk || !FAULTS[name].fillsDisk),
    );
    for (let round = 1; goesOn(round); round += 1) {
      for (const name of shuffled(names, random)) {
        signal?.throwIfAborted();
        onFault?.(round, name);
        fault = { name, ...FAULTS[name] };
        const ready = watchReadiness(urls);
        const counted = await fault.run({ postgres, proxy, platforms, inRotation }, faultMs);
        for (const [what, count] of Object.entries(counted ?? {}))
          figures[what] = (figures[what] ?? 0) + count;
        walked.add(name);
        const { slowestMs, wasNotReady } = ready.stop();
        figures['slowest readiness, ms'] = Math.max(figures['slowest readiness, ms'] ?? 0, slowestMs);
        if (fault.expects === 'not_ready' && !wasNotReady)
          ledger.findings.push(`readiness was 200 during ${name}`);
        fault = { name: `the recovery from ${name}` };
        await allReady(urls, ledger, fault.name, signal);
        await watch.look();
        fault = CALM;
        await pause(CALM_MS);
      }
      figures.rounds = round;
    }
    await load.stop();
    load = undefined;
    await watch.look();
    const sent = watch.invites();
    const compared = ledger.compare(sent);
    const storage = await openPlatformStorage(environment.env);
    const writes = await checkWrites(storage, ledger, sent);
    const audit = await checkAudit(storage, TENANTS);
    await storage.database.close();
    return {
      findings: [...new Set([...ledger.findings, ...writes, ...audit.findings])],
      figures: {
        ...figures,
        faults: [...walked].sort().join('; '),
        writes: ledger.writes.size,
        ...compared,
        'audit entries': audit.entries,
        ...ledger.counts,
      },
    };
  } finally {
    await load?.stop();
    await environment.end();
    proxy.close();
    await postgres.end();
  }
}

async function startPlatforms(environment, ledger, signal) {
  const platforms = [];
  for (const port of [environment.env.PORT, String(await freePort())]) {
    const url = `http://127.0.0.1:${port}`;
    const onLine = (line) => {
      if (line.includes('"msg":"internal error"')) ledger.findings.push(`a platform logged ${line}`);
    };
    const env = { ...environment.env, ...PATIENCE, PORT: port };
    let ending = false;
    let running;
    const start = async () => {
      const platform = environment.processes.start('platform/dist/main.js', { env, onLine });
      running = platform;
      ending = false;
      void platform.ended.then(() => {
        if (!ending && platform.child.signalCode !== 'SIGKILL')
          ledger.findings.push(`a process ended: ${platform.said()}`);
      });
      await waitUntil(() => answers(`${url}/health`), 'the start of a platform', { signal });
    };
    signal?.addEventListener('abort', () => (ending = true));
    await start();
    /** Ends the process as a supervisor does, and starts another one; `drained` is called once it is not ready. */
    const restart = async (drained) => {
      const { child, ended, said } = running;
      ending = true;
      child.kill('SIGTERM');
      await waitUntil(async () => !(await answers(`${url}/health/ready`)), 'the end of readiness', {
        signal,
      });
      drained();
      await ended;
      // Nest ends a process by the signal that it was sent, once its hooks are done.
      if (child.exitCode !== 0 && child.signalCode !== 'SIGTERM')
        ledger.findings.push(
          `a process that was stopped ended with ${child.exitCode ?? child.signalCode}: ${said()}`,
        );
      await start();
      await waitUntil(() => answers(`${url}/health/ready`), 'the readiness of a platform', { signal });
    };
    platforms.push({ url, restart });
  }
  return platforms;
}

/** Asks for the readiness of all platforms until it is stopped, as balancers do. */
function watchReadiness(urls) {
  let stopped = false;
  const seen = { slowestMs: 0, wasNotReady: false };
  const ask = async (url) => {
    while (!stopped) {
      const began = performance.now();
      const ready = await answers(`${url}/health/ready`);
      seen.slowestMs = Math.max(seen.slowestMs, Math.round(performance.now() - began));
      if (!ready) seen.wasNotReady = true;
      await pause(250);
    }
  };
  for (const url of urls) void ask(url);
  return {
    stop: () => {
      stopped = true;
      return seen;
    },
  };
}

async function allReady(urls, ledger, what, signal) {
  const ready = async () =>
    (await Promise.all(urls.map((url) => answers(`${url}/health/ready`)))).every(Boolean);
  await waitUntil(ready, what, { signal, withinMs: RECOVERY_MS }).catch((error) =>
    ledger.findings.push(error.message),
  );
}

function shuffled(list, random) {
  const left = [...list];
  return list.map(() => left.splice(random.below(left.length), 1)[0]);
}
