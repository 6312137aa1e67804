import { resolve } from 'node:path';
import { readVariables } from '../config/read-variables.js';
import { SECRET_VARIABLES, VARIABLES } from '../config/variables.js';
import type { DatabaseLocation } from '../database/open-database.js';

const { DATA_DIR, DATABASE_URL, PLATFORM_ENVIRONMENT } = VARIABLES;

/** The settings that the commands share with the platform; what only the platform needs may be missing. */
export interface AdminSettings extends DatabaseLocation {
  readonly environment: string;
  readonly production: boolean;
}

/** @throws SettingsError that names the variable, says what is wrong with it and shows a right value. */
export function adminSettingsFrom(env: NodeJS.ProcessEnv): AdminSettings {
  const values = readVariables({ DATA_DIR, DATABASE_URL, PLATFORM_ENVIRONMENT }, env, SECRET_VARIABLES);
  return {
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    environment: values.PLATFORM_ENVIRONMENT,
    production: env['NODE_ENV'] === 'production',
  };
}
