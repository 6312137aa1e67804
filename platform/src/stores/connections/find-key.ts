import {
  fingerprintEquals,
  type ConnectionRef,
  type Fingerprinter,
  type SecretString,
} from 'anthropic-admin-connector';
import type { Database } from '../../database/database.js';

const PAGE = 500;

/** The connections of all tenants that hold a key, such as one that has leaked; no key is decrypted for it. */
export async function findKey(
  { db }: Database,
  fingerprinter: Fingerprinter,
  key: SecretString,
): Promise<ConnectionRef[]> {
  const found: ConnectionRef[] = [];
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('connections')
      .select(['id', 'tenant_id', 'connector', 'name', 'fingerprint'])
      .where('key_id', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { tenant_id: tenantId, connector, name, fingerprint } of rows) {
      if (fingerprint && fingerprintEquals(fingerprint, fingerprinter.fingerprint(key, tenantId))) {
        found.push({ connector, tenantId, name });
      }
    }
    if (rows.length < PAGE) return found;
    after = rows.at(-1)?.id ?? after;
  }
}
