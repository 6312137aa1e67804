import { resolve } from 'node:path';
import { createKeyringFile } from 'anthropic-admin-connector';
import type { AdminCommand } from '../cli/admin-command.js';
import { UsageError } from '../cli/admin-problem.js';

/** `keys create` */
export const keysCreate: AdminCommand = {
  name: 'keys create',
  operands: ['<id>'],
  summary: 'Makes the keyring file that CREDENTIAL_KEYS_FILE names, with one key',
  help: 'It refuses where there is one already. Keep a copy of it apart from the database and from its backups.',
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
