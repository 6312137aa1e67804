import { addKeyringKey } from 'anthropic-admin-connector';
import type { AdminCommand } from '../cli/admin-command.js';
import { keyringFileOf } from './keyring-file-of.js';

const BY_HAND = `Do it where it is set:
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
  run: async ({ operands: [id = ''], env }) => {
    const path = await keyringFileOf(env, BY_HAND);
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
