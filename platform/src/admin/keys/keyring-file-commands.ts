import { resolve } from 'node:path';
import { createKeyringFile, addKeyringKey, activateKeyringKey } from 'anthropic-admin-connector/vault';
import { installationSettingsFrom } from '../../config/platform.config.js';
import { AdminProblem, UsageError, type AdminCommand } from '../cli/admin-command.js';
import { keyringHomeOf, keysAt } from '../keyring-home.js';
import { inService } from './service-advice.js';

/**
 * The keyring file that a command is going to change.
 * @param work - what the command does with a key.
 * @param byHand - what a person has to do where the keys are in variables.
 * @throws AdminProblem that says so, and KeyringError where the file cannot be used.
 */
async function keyringFileOf(
  env: NodeJS.ProcessEnv,
  work: 'add' | 'activate',
  byHand: string,
): Promise<string> {
  const settings = installationSettingsFrom(env);
  const home = keyringHomeOf(env, settings);
  // A keyring that the platform refuses is not changed.
  await keysAt(home, env, settings);
  if (home.kind === 'file') return home.path;
  if (home.kind === 'service') throw new AdminProblem(inService(home, work));
  throw new AdminProblem(
    `The keys come from the variable CREDENTIAL_KEYS, which no command can change for others. ${byHand}`,
  );
}

/** `keys create` */
export const keysCreate: AdminCommand = {
  name: 'keys create',
  operands: ['<id>'],
  summary: 'Makes the keyring file that CREDENTIAL_KEYS_FILE names, with one key',
  help: 'It fails if there is one already. Keep a copy away from the database and its backups.',
  examples: ['keys create k1'],
  run: async ({ operands: [id = ''], env }) => {
    const path = env['CREDENTIAL_KEYS_FILE']?.trim();
    if (!path) {
      throw new UsageError(
        'Set CREDENTIAL_KEYS_FILE to where the keyring file is to be, such as /etc/anthropic-admin/keyring.json.',
      );
    }
    await createKeyringFile(resolve(path), id);
    return {
      ok: true,
      lines: [
        `Made ${resolve(path)} with the key ${id}, which is active, and a key for fingerprints.`,
        'Without this file nothing that was encrypted with it can be read again. Keep a copy apart from the database.',
      ],
      json: { created: resolve(path), active: id },
    };
  },
};

const ADD_BY_HAND = `Do it where it is set:
  1. Make a key: openssl rand -base64 32
  2. Put <id>:<key> at the end of CREDENTIAL_KEYS of every process on this database, and restart them one by one.
     The end matters: the first one wraps, unless CREDENTIAL_ACTIVE_KEY names another.
  3. Only when all of them hold it, activate it: npm run -s admin -- keys activate <id>`;

/** `keys add` */
export const keysAdd: AdminCommand = {
  name: 'keys add',
  operands: ['<id>'],
  summary: 'Adds a fresh key to the keyring file',
  help: 'It decrypts and wraps nothing until it is activated.',
  examples: ['keys add k2'],
  run: async ({ operands: [id = ''], env }) => {
    const path = await keyringFileOf(env, 'add', ADD_BY_HAND);
    await addKeyringKey(path, id);
    return {
      ok: true,
      lines: [
        `Added the key ${id} to ${path}. Platforms that run follow the file.`,
        'Where processes have copies of it, give all of them the new one first. Then:',
        `  npm run -s admin -- keys activate ${id}`,
      ],
      json: { added: id, keyring: path },
    };
  },
};

const ACTIVATE_BY_HAND = `Do it where it is set, once every process on this database holds the key:
  1. Set CREDENTIAL_ACTIVE_KEY to its id, or move it to the front of CREDENTIAL_KEYS, and leave the others behind it.
  2. Restart the processes one by one; those that wait still open everything.
  3. With the same variables: npm run -s admin -- keys rewrap`;

/** `keys activate` */
export const keysActivate: AdminCommand = {
  name: 'keys activate',
  operands: ['<id>'],
  summary: 'Lets a key of the keyring file wrap from now on',
  help: 'What other keys have wrapped stays as it is, and opens, until keys rewrap.',
  examples: ['keys activate k2'],
  run: async ({ operands: [id = ''], env }) => {
    const path = await keyringFileOf(env, 'activate', ACTIVATE_BY_HAND);
    await activateKeyringKey(path, id);
    return {
      ok: true,
      lines: [
        `The key ${id} of ${path} wraps from now on, also in platforms that run.`,
        'Bring under it what is there already:',
        '  npm run -s admin -- keys rewrap',
      ],
      json: { active: id, keyring: path },
    };
  },
};
