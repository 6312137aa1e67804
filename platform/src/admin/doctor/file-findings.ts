import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AdminSettings } from '../admin-settings.js';
import { counted } from '../cli/shown.js';
import type { Finding } from './finding.js';
import { modeOf } from './mode-of.js';

const OTHERS = 0o077;

/** Looks for what others can read in the data folder. */
export function fileFindings({ dataDir }: AdminSettings): Finding[] {
  // Windows keeps rights in lists that node does not read.
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
          level: 'note',
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
