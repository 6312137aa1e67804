import { statSync, existsSync, readdirSync } from 'node:fs';
import { dirname, relative, join } from 'node:path';
import type { CredentialKeys } from 'anthropic-admin-connector';
import type { InstallationSettings } from '../../config/platform.config.js';
import type { Database } from '../../database/database.js';
import { migrationState } from '../../database/migrations/migrate.js';
import { counted } from '../cli/text.js';
import { placeOf, type KeyringHome } from '../keyring-home.js';
import type { Finding } from './finding.js';

const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/** Checks a keyring that could be read; reading it has already checked the file's owner and mode. */
export async function keyringFindings(
  home: KeyringHome,
  { provider, source }: CredentialKeys,
  settings: InstallationSettings,
): Promise<Finding[]> {
  const [active, ids] = await Promise.all([provider.activeKeyId(), provider.keyIds()]);
  const others = ids.filter((id) => id !== active);
  const place = home.kind === 'file' ? `${home.path}, mode ${modeOf(home.path)}` : placeOf(home);
  const held = others.length === 0 ? '' : `; ${others.join(', ')} decrypt${others.length === 1 ? 's' : ''}`;
  return [
    {
      level: 'ok',
      about: 'keyring',
      message: `${place}; the key ${active} wraps${held}`,
      json: { source, active, keys: ids },
    },
    ...(home.kind === 'file' ? placeFindings(home.path, settings) : []),
  ];
}

function placeFindings(path: string, { dataDir, databaseUrl, production }: InstallationSettings): Finding[] {
  const folder = dirname(path);
  const beside = databaseUrl === undefined && !relative(dataDir, path).startsWith('..');
  return [
    ...(othersReplace(folder)
      ? [
          keyringProblem(
            `${folder} has the mode ${modeOf(folder)}: others may put another keyring in its place. Run: chmod go-w ${folder}`,
          ),
        ]
      : []),
    ...(beside && production
      ? [
          keyringProblem(
            `${path} lies beside the database: a copy of ${dataDir} contains both. Move it elsewhere.`,
          ),
        ]
      : []),
  ];
}

const keyringProblem = (message: string): Finding => ({ level: 'problem', about: 'keyring', message });

function othersReplace(folder: string): boolean {
  const { mode } = statSync(folder);
  return process.platform !== 'win32' && (mode & OTHERS_WRITE) !== 0 && (mode & STICKY) === 0;
}

const OTHERS = 0o077;

/** Finds files in the data folder that other users can read. */
export function fileFindings({ dataDir, production }: InstallationSettings): Finding[] {
  // Windows keeps permissions in access control lists, which Node does not read.
  if (process.platform === 'win32' || !existsSync(dataDir)) return [];
  const files = readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(dataDir, name));
  const open = files.filter(othersMayEnter);
  return [
    ...open.map((path): Finding => ({
      level: 'problem',
      about: 'files',
      message: `${path} has the mode ${modeOf(path)}: others may read it. Run: chmod 600 ${path}`,
    })),
    othersMayEnter(dataDir)
      ? {
          level: production ? 'problem' : 'note',
          about: 'files',
          message: `${dataDir} has the mode ${modeOf(dataDir)}; 0700 would keep others out of it. Run: chmod 700 ${dataDir}`,
        }
      : {
          level: 'ok',
          about: 'files',
          message: `${dataDir}, mode ${modeOf(dataDir)}; ${counted(files.length - open.length, 'file')} in it for the owner alone`,
        },
  ];
}

const othersMayEnter = (path: string): boolean => (statSync(path).mode & OTHERS) !== 0;

/** Compares the tables with those of this version. */
export async function databaseFindings(database: Database): Promise<Finding[]> {
  const { taken, missing, unknown } = await migrationState(database);
  const { name } = database.engine;
  if (unknown.length > 0) {
    return [
      databaseProblem(
        `A later version has changed the tables (${unknown.join(', ')}). Run the doctor of that version.`,
      ),
    ];
  }
  if (missing.length > 0) {
    return [
      databaseProblem(
        `The tables are not up to date: ${missing.join(', ')}. Run: npm run -s admin -- database migrate`,
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

const databaseProblem = (message: string): Finding => ({ level: 'problem', about: 'database', message });

/** The mode of a file, such as 0600. */
export const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8).padStart(4, '0');
