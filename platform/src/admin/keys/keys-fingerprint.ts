import { randomBytes } from 'node:crypto';
import { fingerprinterFrom } from 'anthropic-admin-connector/vault';
import { Option } from 'commander';
import { installationSettingsFrom } from '../../config/platform.config.js';
import {
  FINGERPRINT_VARIABLE,
  fingerprintRecord,
  fingerprintValue,
  FingerprintVault,
} from '../../keys/fingerprint-key.js';
import { serviceKeysIn } from '../../keys/load-keys.js';
import { VAULT_DOMAIN } from '../../security/vault-domain.js';
import { AdminProblem, UsageError, type AdminCommand } from '../cli/admin-command.js';

/** `keys fingerprint` */
export const keysFingerprint: AdminCommand = {
  name: 'keys fingerprint',
  summary: `Wraps the fingerprint key by the key service, and prints the value of ${FINGERPRINT_VARIABLE}`,
  help: `It wraps the key of ${FINGERPRINT_VARIABLE} under the active key, also where another one has wrapped it. The value opens with
the service alone, and in this environment only.`,
  options: [new Option('--new', 'makes a key; an installation that has one keeps it')],
  examples: ['keys fingerprint --new'],
  run: async ({ options, env }) => {
    const { environment } = installationSettingsFrom(env);
    const keys = await serviceKeysIn(env);
    if (!keys) {
      throw new AdminProblem(
        'The keys are in no key service. Set CREDENTIAL_AWS_KMS_KEYS or CREDENTIAL_VAULT_TRANSIT_KEYS first.',
      );
    }
    const given = fingerprintValue(env);
    if ((given === undefined) !== (options['new'] === true)) {
      throw new UsageError(
        given === undefined
          ? `Set ${FINGERPRINT_VARIABLE} to the key of this installation (in a keyring file it is "fingerprintKey"), or pass --new where there is none.`
          : `${FINGERPRINT_VARIABLE} is set, so --new would make another key: every sealed head of the audit would look tampered with.`,
      );
    }
    const vault = new FingerprintVault(keys, VAULT_DOMAIN, environment);
    const sealed = fingerprintRecord(env);
    const key = sealed ? await vault.open(sealed) : (given ?? randomBytes(32).toString('base64'));
    fingerprinterFrom({ [FINGERPRINT_VARIABLE]: key }, VAULT_DOMAIN, FINGERPRINT_VARIABLE);
    const value = await vault.wrap(key);
    return {
      ok: true,
      lines: [`${FINGERPRINT_VARIABLE}=${value}`],
      json: { variable: FINGERPRINT_VARIABLE, value, key: await keys.activeKeyId() },
    };
  },
};
