import { statSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { CredentialKeys } from 'anthropic-admin-connector';
import type { AdminSettings } from '../admin-settings.js';
import type { KeyringHome } from '../keyring-home.js';
import type { Finding } from './finding.js';
import { modeOf } from './mode-of.js';

const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/** Looks at a keyring that could be read: reading has checked the file's owner and mode already. */
export async function keyringFindings(
  home: KeyringHome,
  { provider, source }: CredentialKeys,
  settings: AdminSettings,
): Promise<Finding[]> {
  const [active, ids] = await Promise.all([provider.activeKeyId(), provider.keyIds()]);
  const others = ids.filter((id) => id !== active);
  const place = home.kind === 'file' ? `${home.path}, mode ${modeOf(home.path)}` : 'CREDENTIAL_KEYS';
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

function placeFindings(path: string, { dataDir, databaseUrl, production }: AdminSettings): Finding[] {
  const folder = dirname(path);
  const beside = databaseUrl === undefined && !relative(dataDir, path).startsWith('..');
  return [
    ...(othersReplace(folder)
      ? [
          problem(
            `${folder} has the mode ${modeOf(folder)}: others may put another keyring in its place. Run: chmod go-w ${folder}`,
          ),
        ]
      : []),
    ...(beside && production
      ? [problem(`${path} lies beside the database: whoever copies ${dataDir} has both. Move it elsewhere.`)]
      : []),
  ];
}

const problem = (message: string): Finding => ({ level: 'problem', about: 'keyring', message });

function othersReplace(folder: string): boolean {
  const { mode } = statSync(folder);
  return process.platform !== 'win32' && (mode & OTHERS_WRITE) !== 0 && (mode & STICKY) === 0;
}
