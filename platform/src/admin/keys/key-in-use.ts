import type { CredentialRecords } from '../../stores/connections/credential-records.js';
import { counted, shown, shownConnection } from '../cli/shown.js';
import type { Report } from '../cli/report.js';

const NAMED = 10;

/** Why a key cannot go: which records use it. Undefined where none does. */
export async function keyInUse(records: CredentialRecords, id: string): Promise<Report | undefined> {
  const count = (await records.countByKeyId()).get(id) ?? 0;
  const using = await records.page({ keyId: id, limit: NAMED });
  if (using.length === 0) return undefined;
  const connections = using.map(({ binding: { tenantId, name } }) => ({ tenantId, name }));
  const more = count - connections.length;
  return {
    ok: false,
    lines: [
      `The key ${shown(id)} stays: ${counted(count, 'record')} would be lost without it.`,
      ...connections.map((connection) => `  ${shownConnection(connection)}`),
      ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
      'Bring them under the active key first: npm run -s admin -- keys rewrap',
    ],
    json: { error: 'key_in_use', key: id, records: count, connections },
  };
}
