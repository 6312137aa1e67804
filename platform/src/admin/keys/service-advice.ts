import type { KeyringHome } from '../keyring-home.js';

type ServiceHome = Extract<KeyringHome, { kind: 'service' }>;

const MAKE = {
  'AWS KMS': 'aws kms create-key',
  Transit: 'vault write -f transit/keys/<name>/rotate',
};

const END = {
  'AWS KMS': 'aws kms disable-key, and aws kms schedule-key-deletion when no backup needs it',
  Transit: 'vault write transit/keys/<name>/config min_decryption_version=<version that wraps>',
};

/** What a person does with a key of a service. The platform may use its keys, and not make, change or destroy them. */
export function inService(
  { name, variable }: ServiceHome,
  work: 'add' | 'activate' | 'retire',
  id = '',
): string {
  if (work === 'retire') {
    return `No record uses the key ${id}. It belongs to ${name}, where the platform may only use keys: take ${id} out of ${variable} (or take the keyring away that held it) in every process on this database, restart them, and a minute later look again. Then end it there: ${END[name]}.`;
  }
  const steps =
    work === 'add'
      ? `Make it there (${MAKE[name]}), and put <id>=<key> at the end of ${variable} of every process on this database; restart them one by one.`
      : `Set CREDENTIAL_ACTIVE_KEY to its id once every process on this database has it in ${variable}, restart them one by one, and run: npm run -s admin -- keys rewrap`;
  return `The keys belong to ${name}, where the platform may only use them. ${steps}`;
}
