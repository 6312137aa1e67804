import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** The help text of the command. */
export const USAGE = `npm run soak -- [options]
  --kills <n>          kills per database (default: 200)
  --seed <n>           seed of the random choices (default: random, printed)
  --database <name>    libsql or postgres; repeatable (default: both)
  --postgres <url>     an empty PostgreSQL database (default: starts a server)
  --effects            compare what failed writes say with what happened, in place of the kills
  --runs <n>           writes with --effects (default: 10000)
  --operations         cause faults of PostgreSQL under load, in place of the kills, for --minutes (default: 15) or --rounds
  --rounds <n>         how often each fault happens with --operations (default: until the time is over)
  --hostile            attack two platforms on PostgreSQL from both sides, in place of the kills
  --attack <text>      with --hostile, only the attacks whose name contains it
  --scale <percent>    with --hostile, the share of the attackers (default: 100)
  --ratio <n>          with --hostile, how much the p99 of honest tenants may grow (default: 2; 0: not judged)
  --minutes <n>        time limit (default: 30); how long it takes with --hostile (default: 10) and --operations (15)
  --help               show this text`;

const DATABASES = ['libsql', 'postgres'];
const [LEAST_MINUTES, MOST_MINUTES] = [0.2, 1440];
const SEEDS = 2 ** 32;

/**
 * Reads the options.
 * @throws Error that names the invalid option and its valid values.
 */
export function optionsFrom(args) {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(randomInt(SEEDS)) },
      database: { type: 'string', multiple: true, default: DATABASES },
      postgres: { type: 'string' },
      minutes: { type: 'string' },
      hostile: { type: 'boolean', default: false },
      attack: { type: 'string' },
      scale: { type: 'string', default: '100' },
      ratio: { type: 'string', default: '2' },
      operations: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      effects: { type: 'boolean', default: false },
      runs: { type: 'string', default: '10000' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.database.find((name) => !DATABASES.includes(name));
  if (unknown) throw new Error(`--database must be ${DATABASES.join(' or ')}; received "${unknown}"`);
  return {
    help: values.help,
    effects: values.effects,
    runs: whole('runs', values.runs, 1, 10_000_000),
    kills: whole('kills', values.kills, 1, 100_000),
    seed: whole('seed', values.seed, 0, SEEDS - 1),
    databases: [...new Set(values.database)],
    postgres: values.postgres,
    minutes: minutesFrom(values.minutes ?? (values.hostile ? '10' : values.operations ? '15' : '30')),
    hostile: values.hostile,
    attack: values.attack,
    scale: whole('scale', values.scale, 1, 1_000) / 100,
    ratio: whole('ratio', values.ratio, 0, 1_000),
    operations: values.operations,
    rounds: values.rounds === undefined ? undefined : whole('rounds', values.rounds, 1, 10_000),
  };
}

function minutesFrom(text) {
  const number = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && number >= LEAST_MINUTES && number <= MOST_MINUTES) return number;
  throw new Error(`--minutes must be a number from ${LEAST_MINUTES} to ${MOST_MINUTES}; received "${text}"`);
}

function whole(name, text, min, max) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new Error(`--${name} must be an integer from ${min} to ${max}; received "${text}"`);
}
