import type { AdminCommand } from '../cli/admin-command.js';
import { atWorkbench } from '../workbench.js';
import { keyTable, keyUses } from './key-rows.js';
import { keyringKeys } from './keyring-keys.js';

/** `keys list` */
export const keysList: AdminCommand = {
  name: 'keys list',
  summary: 'Lists the key-encryption keys, and how many records each wraps',
  run: ({ env }) =>
    atWorkbench(env, async ({ home, keys, records }) => {
      const uses = keyUses(await keyringKeys(home, keys), await records.countByKeyId());
      const place = home.kind === 'file' ? home.path : 'CREDENTIAL_KEYS';
      return {
        ok: true,
        lines: [...keyTable(uses), '', `The keys are in ${place}.`],
        json: { keyring: home, keys: uses },
      };
    }),
};
