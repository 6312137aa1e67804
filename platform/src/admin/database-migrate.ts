import { Option } from 'commander';
import { installationSettingsFrom } from '../config/platform.config.js';
import { openDatabase } from '../database/database.js';
import { migrationState } from '../database/migrations/migrate.js';
import { grantTo } from '../database/postgres/grants.js';
import { RowSeal } from '../security/seal.js';
import { adoptRecords } from '../stores/adopt-records.js';
import { RecordHeads } from '../stores/record-heads.js';
import { UsageError, type AdminCommand } from './cli/admin-command.js';
import { counted } from './cli/text.js';
import { keyringHomeOf, keysAt } from './keyring-home.js';

const ROLE = /^[a-z_][a-z0-9_]{0,62}$/;

/** `database migrate` */
export const databaseMigrate: AdminCommand = {
  name: 'database migrate',
  summary: 'Brings the tables up to date, and grants a role of PostgreSQL what serving takes',
  help: 'Run it as the owner of the tables, with the keyring of the platform. A role that only serves can neither alter nor delete entries of the audit, nor disable a trigger.',
  options: [new Option('--grant <role>', 'the role as which the platform serves; PostgreSQL only')],
  run: async ({ options, env }) => {
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
    const heads = new RecordHeads(RowSeal.from(fingerprinter, settings.environment));
    const database = await openDatabase(settings, undefined, adoptRecords(heads));
    try {
      if (role !== undefined) await grantTo(database.db, role);
      const { taken } = await migrationState(database);
      return {
        ok: true,
        lines: [
          `${counted(taken.length, 'migration')}, none missing.`,
          ...(role === undefined ? [] : [`The role ${role} may serve.`]),
        ],
        json: { migrations: taken, granted: role ?? null },
      };
    } finally {
      await database.close();
    }
  },
};
