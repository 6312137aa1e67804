import { Option } from 'commander';
import { installationSettingsFrom } from '../config/platform.config.js';
import { openDatabase, openExistingDatabase } from '../database/database.js';
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

/** `database status` */
export const databaseStatus: AdminCommand = {
  name: 'database status',
  summary: 'Compares the tables with those of this version; exits with 1 if it cannot serve with them',
  help: 'It changes nothing, and requires no keyring.',
  options: [],
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
