import type { Database } from '../../database/database.js';
import { migrationState } from '../../database/migration-state.js';
import { counted } from '../cli/shown.js';
import type { Finding } from './finding.js';

/** Compares the tables with those of this version. */
export async function databaseFindings(database: Database): Promise<Finding[]> {
  const { taken, missing, unknown } = await migrationState(database);
  const { name } = database.engine;
  if (unknown.length > 0) {
    return [
      problem(`A later version has changed the tables (${unknown.join(', ')}). Use the doctor of that one.`),
    ];
  }
  if (missing.length > 0) {
    return [
      problem(
        `The tables are not up to date: ${missing.join(', ')}. Start the platform of this version once; it brings them up to date.`,
      ),
    ];
  }
  return [
    {
      level: 'ok',
      about: 'database',
      message: `${name}; ${counted(taken.length, 'migration')}, none missing`,
      json: { engine: name, migrations: taken },
    },
  ];
}

const problem = (message: string): Finding => ({ level: 'problem', about: 'database', message });
