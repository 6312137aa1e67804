import { setTimeout as pause } from 'node:timers/promises';
import { openPlatformStorage } from '../open-storage.mjs';
import { checkAudit } from '../checks/audit.mjs';
import { createHostileEnvironment } from './environment.mjs';
import { ControlSample } from './control-sample.mjs';
import { Honest } from './honest.mjs';
import { HONEST_KEYS } from './keys.mjs';
import { boundsThatAct } from './bounds.mjs';
import { judgeHonestWrites, judgeHostileWrites } from './judge-writes.mjs';

/** What a tenant of the attackers had, whose audits are verified. */
const HOSTILE_TENANTS = ['mallory-0', 'mallory-1', 'mallory-2', 'mallory-3', 'mallory-flood'];
/** The share of a run before the attacks, and its bounds. */
const IDLE_SHARE = 0.15;
const [LEAST_IDLE_MS, MOST_IDLE_MS] = [5_000, 60_000];

/** The default of the platform; a short run would not see it pass. */
const LONGEST_WRITE_TIMEOUT_MS = 30_000;

/** Attacks two platforms from both sides for a while, beside honest tenants, and checks everybody's answers. */
export async function soakHostile({
  databaseUrl,
  seed,
  forMs,
  scale,
  ratio,
  only,
  signal,
  onPhase = () => {},
}) {
  const writeTimeoutMs = Math.min(LONGEST_WRITE_TIMEOUT_MS, Math.round(forMs / 10));
  const env = { PLATFORM_WRITE_TIMEOUT_MS: String(writeTimeoutMs) };
  const environment = await createHostileEnvironment({ databaseUrl, seed, env, signal });
  try {
    const honest = new Honest({ urls: environment.urls, seed });
    await honest.connect();
    const attackers = startAttackers(environment, { seed, only, scale, writeTimeoutMs });
    await attackers.ready;
    honest.start();
    const control = new ControlSample(environment.api);
    onPhase('idle');
    const idleMs = Math.min(MOST_IDLE_MS, Math.max(LEAST_IDLE_MS, forMs * IDLE_SHARE));
    await pause(idleMs, undefined, { signal });
    environment.platforms.forEach((platform) => (platform.blockedMs = 0));
    honest.attacked();
    control.phase = 'attack';
    await askHostile(environment, 'start');
    attackers.begin();
    onPhase('attack');
    await Promise.race([pause(forMs - idleMs, undefined, { signal }), attackers.ended]);
    onPhase('end');
    const acted = only === undefined ? await boundsThatAct(environment.urls) : { closed: {} };
    const result = await attackers.end();
    await honest.stop();
    await control.stop();
    await askHostile(environment, 'end');
    await honest.checkAll();
    return await judge(environment, { honest, control, result, acted, ratio, only });
  } finally {
    await environment.end();
  }
}

async function judge(environment, { honest, control, result, acted, ratio, only }) {
  const hostile = await (await fetch(`${environment.hostileApi}/__hostile/figures`)).json();
  const { data: sent } = await (await fetch(`${environment.api}/__honest/writes`)).json();
  const ownWrites = judgeHonestWrites(honest.invites, sent);
  const hostileWrites = judgeHostileWrites(new Map(result.writes), hostile.invites);
  const storage = await openPlatformStorage(environment.env);
  const tenants = [...Object.keys(HONEST_KEYS), ...HOSTILE_TENANTS];
  const audit = await checkAudit(storage, tenants).finally(() => storage.database.close());
  const own = growthOf(honest.times);
  const machine = growthOf(control.times);
  environment.platforms.forEach((platform) => (platform.isStopping = true));
  return {
    findings: [
      ...environment.findings,
      ...honest.findings,
      ...result.findings,
      ...ownWrites.findings,
      ...hostileWrites.findings,
      ...audit.findings,
      ...(only === undefined && !acted.slow
        ? ['no connection was closed although its client read nothing']
        : []),
      ...timeFindings(own, machine, ratio),
    ],
    attacks: result.attacks,
    figures: {
      'honest calls': `${honest.times.idle.length} idle, ${honest.times.attack.length} under attack`,
      'honest p99': own.text,
      'p99 without a platform': machine.text,
      'slowest honest calls, ms': JSON.stringify(honest.slowest),
      'honest calls that were refused and sent again': JSON.stringify(honest.refused),
      lost: ownWrites.lost + hostileWrites.lost,
      doubled: ownWrites.doubled + hostileWrites.doubled,
      untrue: ownWrites.untrue + hostileWrites.untrue,
      'writes judged': `${honest.invites.size} of honest tenants, ${result.writes.length} of hostile ones`,
      ...result.counts,
      'faults of the API': JSON.stringify(hostile.met),
      'connections closed': JSON.stringify(acted.closed),
      'audit entries': audit.entries,
      ...Object.fromEntries(
        environment.platforms.map(({ name, rssMb, heapMb, blockedMs }) => [
          name,
          `at most ${rssMb} MB RSS, ${heapMb} MB heap, event loop blocked for ${blockedMs} ms`,
        ]),
      ),
    },
  };
}

const askHostile = async ({ hostileApi }, what) =>
  (await fetch(`${hostileApi}/__hostile/${what}`, { method: 'POST' })).json();

function growthOf({ idle, attack }) {
  const [before, after] = [idle, attack].map(percentileOf);
  const factor = after / before;
  return { factor, text: `${before} ms idle, ${after} ms under attack: ${factor.toFixed(2)} times` };
}

function timeFindings(own, machine, ratio) {
  if (ratio === 0 || own.factor <= ratio) return [];
  if (machine.factor > ratio)
    return [
      `times cannot be judged: the machine is too busy for the API itself (${machine.text}); use a smaller --scale`,
    ];
  return [`the p99 of honest tenants grew: ${own.text}`];
}

function percentileOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);
}

/** How long the attackers hold on, in a run of any length. */
const OPTIONS = { booked: 500, bookedForMs: 20_000, slowForMs: 110_000 };

function startAttackers({ processes, urls, hostileApi }, { seed, only, scale, writeTimeoutMs }) {
  const options = { ...OPTIONS, scale, writeTimeoutMs, booked: Math.ceil(OPTIONS.booked * scale) };
  const started = processes.start('soak/hostile/attackers.mjs', {
    args: [JSON.stringify({ urls, hostileApi, seed, only, options })],
  });
  const { child } = started;
  const message = (name) =>
    new Promise((resolve, reject) => {
      child.on('message', (given) => given[name] !== undefined && resolve(given[name]));
      void started.ended.then(() => reject(new Error(`the attackers ended: ${started.said()}`)));
    });
  const result = message('result');
  result.catch(() => {});
  return {
    ready: message('ready'),
    begin: () => child.send('begin'),
    ended: result,
    end: () => {
      child.send('end');
      return result;
    },
  };
}
