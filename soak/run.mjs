/* Kills the platform repeatedly, compares effects, or attacks platforms from both sides, and checks what is stored: npm run soak */
import { buildWhenStale } from '../scripts/build-when-stale.mjs';
import { optionsFrom, USAGE } from './options.mjs';
import { startPostgres } from './postgres.mjs';

/** A fault lasts longer where there is time: clients give up, and the caches of processes expire. */
const FAULT_MS = { short: 2_000, long: 15_000 };
const MOST_ROUND_MS = 300_000;

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options.help) process.stdout.write(`${USAGE}\n`);
  else process.exitCode = (await runOf(options)(options)) ? 0 : 1;
} catch (error) {
  const cause = error.cause === undefined ? '' : `: ${error.cause.message} (${error.stack})`;
  process.stderr.write(`soak: ${error.message}${cause}\n`);
  process.exitCode = 1;
}

function runOf({ effects: isEffects, hostile: isHostile, operations: isOperations }) {
  if (isOperations) return operations;
  if (isHostile) return hostile;
  return isEffects ? effects : soakAll;
}

async function soakAll({ databases, kills, seed, minutes, postgres }) {
  buildWhenStale();
  const { soak } = await import('./soak.mjs');
  process.stdout.write(`Seed ${seed}. To repeat: npm run soak -- --kills ${kills} --seed ${seed}\n`);
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const timeout = new Error(`did not finish within ${minutes} minutes; increase --minutes`);
  setTimeout(() => giveUp.abort(timeout), minutes * 60_000).unref();
  const started = databases.includes('postgres') && !postgres ? await startPostgres(signal) : undefined;
  const urls = { libsql: undefined, postgres: postgres ?? started?.url };
  try {
    const results = await Promise.all(
      databases.map(async (name) => {
        const onKill = (kill) =>
          kill % 20 === 0 && process.stdout.write(`${name}: ${kill} of ${kills} kills\n`);
        try {
          return { name, ...(await soak({ databaseUrl: urls[name], kills, seed, signal, onKill })) };
        } catch (error) {
          giveUp.abort(error);
          throw error;
        }
      }),
    );
    results.forEach(report);
    return results.every(({ findings }) => findings.length === 0);
  } finally {
    await started?.stop();
  }
}

async function effects({ runs, seed, minutes }) {
  buildWhenStale();
  const { soakEffects } = await import('./effects/soak-effects.mjs');
  process.stdout.write(`Seed ${seed}. To repeat: npm run soak -- --effects --runs ${runs} --seed ${seed}\n`);
  const signal = AbortSignal.timeout(minutes * 60_000);
  const onRun = (run) => run % 1000 === 0 && process.stdout.write(`${run} of ${runs} writes\n`);
  const result = await soakEffects({ runs, seed, signal, onRun });
  report({ name: 'effects', ...result, clean: 'no write twice, no untrue effect' });
  return result.findings.length === 0;
}

async function hostile({ seed, minutes, scale, ratio, attack: only, postgres }) {
  const { ATTACKS } = await import('./hostile/attacks/all-attacks.mjs');
  if (only !== undefined && !ATTACKS.some(({ name }) => name.includes(only)))
    throw new Error('--attack must be a part of the name of an attack, such as "forged tokens"');
  buildWhenStale();
  const { soakHostile } = await import('./hostile/soak-hostile.mjs');
  const { attackTable } = await import('./hostile/attack-table.mjs');
  process.stdout.write(
    `Seed ${seed}. To repeat: npm run soak -- --hostile --minutes ${minutes} --seed ${seed}\n`,
  );
  const started = postgres ? undefined : await startPostgres();
  try {
    const onPhase = (phase) => process.stdout.write(`${phase}\n`);
    const result = await soakHostile({
      databaseUrl: postgres ?? started.url,
      forMs: minutes * 60_000,
      ...{ seed, scale, ratio, only, onPhase },
    });
    process.stdout.write(attackTable(result.attacks));
    report({ name: 'hostile', ...result, clean: 'no crash, nothing lost, nothing untrue, no key shown' });
    return result.findings.length === 0;
  } finally {
    await started?.stop();
  }
}

async function operations({ rounds, seed, minutes }) {
  buildWhenStale();
  const { soakOperations } = await import('./operations/soak-operations.mjs');
  process.stdout.write(`Seed ${seed}. To repeat: npm run soak -- --operations --seed ${seed}\n`);
  const end = Date.now() + minutes * 60_000;
  const result = await soakOperations({
    seed,
    signal: AbortSignal.timeout(minutes * 60_000 + MOST_ROUND_MS),
    faultMs: rounds === undefined ? FAULT_MS.long : FAULT_MS.short,
    goesOn: (round) => (rounds === undefined ? Date.now() < end : round <= rounds),
    onFault: (round, name) => process.stdout.write(`round ${round}: ${name}\n`),
  });
  report({ name: 'operations', ...result, clean: 'no process ended, nothing lost, doubled or untrue' });
  return result.findings.length === 0;
}

function report({ name, findings, figures, clean = 'nothing lost, nothing sent twice' }) {
  const lines = Object.entries(figures).map(([what, count]) => `  ${what}: ${count}`);
  const verdict = findings.length === 0 ? clean : `${findings.length} findings`;
  process.stdout.write(
    [`${name}: ${verdict}`, ...lines, ...findings.map((each) => `  FOUND ${each}`), ''].join('\n'),
  );
}
