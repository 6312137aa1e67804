import { closeSync, constants, fsyncSync, readFileSync, writeFileSync } from 'node:fs';
import { Option } from 'commander';
import { sql } from 'kysely';
import { BrokenChain } from '../audit/audit-chain.js';
import {
  erasePersons,
  personsOf,
  plainEntries,
  tenantsWithPersons,
  type Erasure,
  type Whom,
} from '../audit/persons/erase.js';
import { auditedTenants } from '../audit/read-chain.js';
import { openRegular } from '../config/regular-file.js';
import { moment } from '../database/schema.js';
import { countActors, eraseActors } from '../ledger/erase-actors.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call, type Report } from './cli/admin-command.js';
import { counted, shown } from './cli/text.js';
import { eraseNames } from './erase-names.js';
import { requireTenant } from './tenants/tenant-options.js';

/** `erase` */
export const erase: AdminCommand = {
  name: 'erase',
  summary: 'Erases what the audit knows of a person, or of all persons of a tenant, for good',
  help: 'It deletes the keys under which entries hold ids of subjects and e-mail addresses. The entries stay, in the database and in archives, and verify as before; in place of the person they show [erased]. Each tenant has an entry of it, audit.erased. In spend ledgers, the member with that id, or all members of a tenant, become unknown. Entries of versions before this one hold them in plain text: they are counted, and stay. A backup that is restored has the keys again: keep the file of --record, and repeat it then. Without --accept-loss it only tells what would be erased. On PostgreSQL run it as the owner of the tables.',
  options: [
    new Option('--tenant <id>', 'all persons of this tenant; with --person that one alone'),
    new Option(
      '--person <text>',
      'the id of a subject or an e-mail address; without --tenant in all tenants',
    ),
    new Option('--repeat <file>', 'what was recorded in this file, after an older backup was restored'),
    new Option('--record <file>', 'adds to this file what is erased, by random ids'),
    new Option('--accept-loss', 'confirms it: nothing brings the data back'),
  ],
  examples: [
    'erase --person ada@example.com',
    'erase --tenant acme --person ada --record /var/lib/platform/erasures.ndjson --accept-loss',
    'erase --tenant acme --accept-loss',
    'erase --repeat /var/lib/platform/erasures.ndjson --accept-loss',
  ],
  run: async ({ options, env, progress }) => {
    const { person, record } = options;
    const listed = wantedOf(options);
    return withAdminContext(env, async (context) => {
      const wanted = listed ?? (await inTenants(context, options));
      const isSure = options['acceptLoss'] === true;
      const found: Found[] = [];
      let purged = true;
      progress.begin(wanted.length, 'tenants');
      if (isSure) await requireDeletion(context);
      for (const { tenantId, whom } of wanted) {
        found.push(await (isSure ? eraseIn : countIn)(context, tenantId, whom, record));
        progress.advance(1);
      }
      progress.end();
      if (isSure) purged = await context.database.engine.purge(context.database.db);
      return reportOf(found, { isSure, isPerson: typeof person === 'string', purged });
    });
  },
};

interface Wanted {
  readonly tenantId: string;
  readonly whom: Whom;
}

interface Found {
  readonly tenant: string;
  readonly persons: number;
  /** The entry of the erasure. */
  readonly entry: number | null;
  /** Rows of other tables that name them as who saved or set something. */
  readonly names: number;
  /** Entries of earlier versions that keep what they have. */
  readonly plain: number;
  /** Actors of the spend ledger; absent where there are none. */
  readonly actors?: number;
  readonly problem?: string;
}

/**
 * What a file lists; undefined where tenants have to be looked through.
 * @throws UsageError, AdminProblem
 */
function wantedOf({ tenant, person, repeat }: Call['options']): Wanted[] | undefined {
  const given = [tenant, person].filter((each) => typeof each === 'string' && each !== '');
  if (given.length > 0 === (repeat !== undefined) || given.length < [tenant, person].filter(Boolean).length) {
    throw new UsageError(
      'erase takes --tenant <id>, --person <text> or both, or --repeat <file>; see: erase --help',
    );
  }
  return typeof repeat === 'string' ? recorded(repeat) : undefined;
}

function recorded(path: string): Wanted[] {
  const text = textIn(path);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, index) => {
      try {
        const { tenant, ids } = JSON.parse(line) as { tenant: unknown; ids: unknown };
        if (typeof tenant === 'string' && Array.isArray(ids))
          return { tenantId: tenant, whom: { ids: ids.map(String) } };
      } catch {
        // Said below.
      }
      throw new AdminProblem(`--repeat: line ${index + 1} of ${path} is not one that --record has written.`);
    });
}

async function inTenants(context: AdminContext, { tenant, person }: Call['options']): Promise<Wanted[]> {
  const { db } = context.database;
  const whom: Whom = typeof person === 'string' ? { text: person } : 'all';
  if (typeof tenant === 'string') {
    await requireTenant(context, tenant);
    return [{ tenantId: tenant, whom }];
  }
  const tenants = new Set([...(await tenantsWithPersons(db)), ...(await auditedTenants(db))]);
  return [...tenants].map((tenantId) => ({ tenantId, whom }));
}

/** @throws AdminProblem where the file cannot be read */
function textIn(path: string): string {
  try {
    const { fd } = openRegular(path);
    try {
      return readFileSync(fd, 'utf8');
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AdminProblem(`--repeat: ${path} cannot be read (${code}).`);
  }
}

const textOf = (whom: Whom): string | undefined => (whom !== 'all' && 'text' in whom ? whom.text : undefined);

const plainIn = async ({ database: { db } }: AdminContext, tenantId: string, whom: Whom): Promise<number> =>
  whom !== 'all' && 'ids' in whom ? 0 : plainEntries(db, tenantId, textOf(whom));

const isByIds = (whom: Whom): whom is { readonly ids: readonly string[] } => whom !== 'all' && 'ids' in whom;

async function countIn(context: AdminContext, tenantId: string, whom: Whom): Promise<Found> {
  const { length } = await personsOf(context.database.db, context.seal, tenantId, whom);
  const names = await eraseNames(context, tenantId, whom, false);
  const plain = await plainIn(context, tenantId, whom);
  const actors = isByIds(whom) ? 0 : await countActors(context.database.db, tenantId, whom);
  return { tenant: tenantId, persons: length, entry: null, names, plain, ...(actors > 0 && { actors }) };
}

async function eraseIn(
  context: AdminContext,
  tenantId: string,
  whom: Whom,
  record: Call['options'][string],
): Promise<Found> {
  const plain = await plainIn(context, tenantId, whom);
  try {
    const names = await eraseNames(context, tenantId, whom, true);
    // Before it is done: a process that is killed in between must not leave an erasure that no file names.
    const recording = typeof record === 'string' ? (erasure: Erasure) => note(record, erasure) : undefined;
    const done = await erasePersons(context.database, context.seal, tenantId, whom, recording);
    const actors = isByIds(whom) ? 0 : await eraseActors(context.database.db, tenantId, whom, Date.now());
    const found = { tenant: tenantId, persons: done?.ids.length ?? 0, entry: done?.entry.seq ?? null };
    return { ...found, names, plain, ...(actors > 0 && { actors }) };
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error;
    return { tenant: tenantId, persons: 0, entry: null, names: 0, plain, problem: error.message };
  }
}

/** @throws AdminProblem where the file cannot be written */
async function note(path: string, { tenantId, ids, entry }: Erasure): Promise<void> {
  const line = JSON.stringify({ at: moment(Date.now()), tenant: tenantId, ids, entry: entry.seq });
  try {
    const { fd } = openRegular(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT);
    try {
      writeFileSync(fd, `${line}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AdminProblem(
      `--record: ${path} cannot be written (${code}). Nothing of ${shown(tenantId)} was erased.`,
    );
  }
}

/** @throws AdminProblem where the user of the database may not delete keys */
async function requireDeletion({ database: { db } }: AdminContext): Promise<void> {
  try {
    await sql`delete from audit_keys where 1 = 0`.execute(db);
  } catch (error) {
    if ((error as { code?: unknown }).code !== DENIED) throw error;
    throw new AdminProblem(
      'The user in DATABASE_URL may not delete keys of persons, as it should be for the one that serves. Run the command with the URL of the owner of the tables.',
    );
  }
}

const DENIED = '42501';

interface Told {
  readonly isSure: boolean;
  readonly isPerson: boolean;
  /** Whether the files of the database are free of what was erased. */
  readonly purged: boolean;
}

function reportOf(all: readonly Found[], { isSure, isPerson, purged }: Told): Report {
  const found = all.filter(
    ({ persons, names, plain, actors = 0, problem }) =>
      persons + names + plain + actors > 0 || problem !== undefined,
  );
  const persons = found.reduce((sum, each) => sum + each.persons, 0);
  const something = found.some((each) => each.persons + each.names + (each.actors ?? 0) > 0);
  const what = isPerson ? 'key' : 'person';
  const lines = found.flatMap(({ tenant, persons: count, entry, names, plain, actors = 0, problem }) => [
    ...(problem === undefined ? [] : [`${shown(tenant)}: nothing erased: ${problem}`]),
    ...(count > 0
      ? [`${shown(tenant)}: ${counted(count, what)}${entry === null ? '' : `, entry ${entry}`}`]
      : []),
    ...(names > 0 ? [`${shown(tenant)}: who saved or set ${counted(names, 'thing')} last`] : []),
    ...(actors > 0 ? [`${shown(tenant)}: ${counted(actors, 'actor')} of the spend ledger`] : []),
    ...(plain > 0
      ? [
          `${shown(tenant)}: ${counted(plain, 'entry', 'entries')} of an earlier version in plain text, which stay; see docs/audit.md`,
        ]
      : []),
  ]);
  return {
    ok:
      found.every(({ problem }) => problem === undefined) &&
      purged &&
      (something ? isSure : !isPerson || found.length > 0),
    lines: [...lines, ...conclusionOf(found, { isSure, isPerson, purged }, counted(persons, what))],
    json: { erased: isSure, purged, persons, tenants: found },
  };
}

function conclusionOf(found: readonly Found[], { isSure, isPerson, purged }: Told, erased: string): string[] {
  const touched = found.filter((each) => each.persons + each.names + (each.actors ?? 0) > 0).length;
  return [
    touched > 0
      ? isSure
        ? `Erased ${erased} of ${counted(touched, 'tenant')}.`
        : 'Nothing was changed. Erasing cannot be undone: to do it, add --accept-loss.'
      : isPerson && found.length === 0
        ? NO_PERSON
        : 'There is nothing to erase.',
    ...(purged ? [] : [STILL_IN_THE_LOG]),
  ];
}

const NO_PERSON =
  'Nothing matched: no person is known by that id or address. It is compared as a whole; an address in any case.';

const STILL_IN_THE_LOG =
  'What was deleted before can still be read in the write-ahead log (platform.db-wal), because another process reads the database all the time, such as a backup. Repeat the command once it has ended.';
