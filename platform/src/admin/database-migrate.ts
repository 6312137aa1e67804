import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Fingerprinter } from 'anthropic-admin-connector/vault';
import { Option } from 'commander';
import { environmentFits, keysFit, OTHER_ENVIRONMENT, OTHER_KEYRING } from '../audit/key-check.js';
import { SettingsError } from '../config/environment.js';
import { installationSettingsFrom } from '../config/platform.config.js';
import { DATABASE_FILE, openDatabase, openExistingDatabase } from '../database/database.js';
import { isUsable, migrationState } from '../database/migrations/migrate.js';
import { grantTo } from '../database/postgres/grants.js';
import { RowSeal } from '../security/seal.js';
import { adoptionBy } from '../stores/adopt-records.js';
import { UsageError, type AdminCommand, type Report } from './cli/admin-command.js';
import { counted } from './cli/text.js';
import { keyringHomeOf, keysAt } from './keyring-home.js';

const ROLE = /^[a-z_][a-z0-9_]{0,62}$/;

/** `database migrate` */
export const databaseMigrate: AdminCommand = {
  name: 'database migrate',
  summary: 'Brings the tables up to date, and grants a role of PostgreSQL what serving takes',
  help: 'Run it as the owner of the tables, with the keyring of the platform. A role that only serves can neither alter nor delete entries of the audit, nor disable a trigger.',
  options: [
    new Option('--grant <role>', 'the role as which the platform serves; PostgreSQL only'),
    new Option('--dry-run', 'names the migrations that are missing, and changes nothing'),
  ],
  examples: ['database migrate --dry-run', 'database migrate --grant platform_runtime'],
  run: async ({ options, env }) => {
    if (options['dryRun']) return (await tablesIn(env)).plan;
    const role = options['grant'] as string | undefined;
    if (role !== undefined && !ROLE.test(role)) {
      throw new UsageError(
        '--grant must be the name of a role: 1 to 63 lower-case letters, digits and _; example: platform_runtime',
      );
    }
    const settings = installationSettingsFrom(env);
    if (role !== undefined && settings.databaseUrl === undefined) {
      throw new UsageError('--grant is for PostgreSQL; set DATABASE_URL, or leave it out');
    }
    const { fingerprinter } = await keysAt(keyringHomeOf(env, settings), env, settings);
    await refuseOtherKeys(settings, fingerprinter);
    const adoption = adoptionBy(RowSeal.from(fingerprinter, settings.environment));
    const allowed = { ...settings, database: { ...settings.database, migrate: 'auto' } } as const;
    const database = await openDatabase(allowed, undefined, adoption);
    try {
      if (role !== undefined) await grantTo(database.db, role);
      const { taken } = await migrationState(database);
      return {
        ok: true,
        lines: [
          ...database.applied.map((name) => `${name} applied`),
          `${counted(taken.length, 'migration')}, none missing.`,
          ...(role === undefined ? [] : [`The role ${role} may serve.`]),
        ],
        json: { migrations: taken, applied: database.applied, granted: role ?? null },
      };
    } finally {
      await database.close();
    }
  },
};

/** Since when a database knows its keyring. */
const KNOWS_KEYS = '016-key-checks';

/**
 * A migration seals what earlier versions left: with another keyring or name of the environment, none of it would open.
 * @throws SettingsError that says what to do
 */
async function refuseOtherKeys(
  settings: ReturnType<typeof installationSettingsFrom>,
  fingerprinter: Fingerprinter,
): Promise<void> {
  const { databaseUrl, dataDir, environment } = settings;
  if (databaseUrl === undefined && !existsSync(join(dataDir, DATABASE_FILE))) return;
  const database = await openExistingDatabase(settings);
  try {
    const { taken } = await migrationState(database);
    if (!taken.includes(KNOWS_KEYS)) return;
    if (!(await keysFit(database, fingerprinter))) throw new SettingsError(OTHER_KEYRING);
    if (!(await environmentFits(database, fingerprinter, environment)))
      throw new SettingsError(OTHER_ENVIRONMENT);
  } finally {
    await database.close();
  }
}

/** `database status` */
export const databaseStatus: AdminCommand = {
  name: 'database status',
  summary: 'Compares the tables with those of this version; exits with 1 if it cannot serve with them',
  help: 'It changes nothing, and requires no keyring.',
  options: [],
  examples: ['database status'],
  run: async ({ env }) => (await tablesIn(env)).status,
};

/** What the tables are beside those of this version, and what a migration would do. */
async function tablesIn(env: NodeJS.ProcessEnv): Promise<Record<'status' | 'plan', Report>> {
  const database = await openExistingDatabase(installationSettingsFrom(env));
  try {
    const { taken, missing, unknown } = await migrationState(database);
    const usable = isUsable({ taken, missing, unknown });
    const json = { engine: database.engine.name, migrations: taken, missing, later: unknown, usable };
    const lines = [
      `${database.engine.name}: ${counted(taken.length, 'migration')} applied, ${missing.length} missing.`,
      ...missing.map((name) => `${name} is missing`),
      ...unknown.map((name) => `${name} is of a later version`),
    ];
    const conclusion = !usable
      ? 'This version cannot use the tables. Start the later version, or restore a backup.'
      : missing.length > 0
        ? 'Run: npm run -s admin -- database migrate'
        : 'This version can serve.';
    return {
      status: { ok: usable && missing.length === 0, lines: [...lines, conclusion], json },
      plan: { ok: usable, lines: [...lines, ...(usable ? ['Nothing was changed.'] : [conclusion])], json },
    };
  } finally {
    await database.close();
  }
}
