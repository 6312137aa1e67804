import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

/** How the command is called. */
export const USAGE = `npm run soak -- [options]
  --kills <n>          kills on each database (200)
  --seed <n>           the choices that are made (a new one, printed)
  --database <name>    libsql or postgres; may be given twice (both)
  --postgres <url>     an empty database of a PostgreSQL that runs (one is started)
  --minutes <n>        when to give up (30)
  --help               show this text`;

const DATABASES = ['libsql', 'postgres'];
const SEEDS = 2 ** 32;

/**
 * Reads the options.
 * @throws Error that names the option and what it wants.
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
      help: { type: 'boolean', default: false },
    },
  });
  const stranger = values.database.find((name) => !DATABASES.includes(name));
  if (stranger) throw new Error(`--database wants ${DATABASES.join(' or ')}, not "${stranger}"`);
  return {
    help: values.help,
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
  throw new Error(`--${name} wants a whole number from ${min} to ${max}, not "${text}"`);
}
