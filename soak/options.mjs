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
  --minutes <n>        time limit (default: 30)
  --help               show this text`;

const DATABASES = ['libsql', 'postgres'];
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
      minutes: { type: 'string', default: '30' },
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
    minutes: whole('minutes', values.minutes, 1, 1440),
  };
}

function whole(name, text, min, max) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new Error(`--${name} must be an integer from ${min} to ${max}; received "${text}"`);
}
