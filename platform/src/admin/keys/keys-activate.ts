import { activateKeyringKey } from 'anthropic-admin-connector';
import type { AdminCommand } from '../cli/admin-command.js';
import { keyringFileOf } from './keyring-file-of.js';

const BY_HAND = `Do it where it is set, once every process on this database holds the key:
  1. Set CREDENTIAL_ACTIVE_KEY to its id, or move it to the front of CREDENTIAL_KEYS, and leave the others behind it.
  2. Restart the processes one by one; those that wait still open everything.
  3. With the same variables: npm run -s admin -- keys rewrap`;

/** `keys activate` */
export const keysActivate: AdminCommand = {
  name: 'keys activate',
  operands: ['<id>'],
  summary: 'Lets a key of the keyring file wrap from now on',
  help: 'What other keys have wrapped stays as it is, and opens, until keys rewrap.',
  run: async ({ operands: [id = ''], env }) => {
    const path = await keyringFileOf(env, BY_HAND);
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
