import { CONNECTOR } from '../platform-client.mjs';
import { keyPreviewOf } from './key-preview.mjs';

/** Finds lost, unreadable and inconsistent connections. */
export async function checkConnections({ store, records, vault }, { connections }) {
  const findings = [];
  for (const { tenant, name, sent } of connections.values()) {
    const finding = await check(store, { connector: CONNECTOR, tenantId: tenant, name }, sent);
    if (finding) findings.push(`connection ${tenant}/${name}: ${finding}`);
  }
  for (let after; ;) {
    const page = await records.page({ after, limit: 100 });
    for (const { id, sealed, binding } of page) {
      await vault
        .open(sealed, binding)
        .catch((error) => findings.push(`record ${id} does not open: ${error.message}`));
    }
    after = page.at(-1)?.id;
    if (after === undefined) return findings;
  }
}

async function check(store, ref, sent) {
  const last = Math.max(0, ...sent.map(({ revision = 0 }) => revision));
  const opened = await store.open(ref).catch((error) => error);
  if (opened instanceof Error) return `does not open: ${opened.message}`;
  if (opened === undefined) return last > 0 ? `lost; the platform returned revision ${last}` : undefined;
  const { connection, key } = opened;
  if (connection.revision < last)
    return `is at revision ${connection.revision}; the platform returned ${last}`;
  if (connection.revision > sent.length)
    return `is at revision ${connection.revision} after ${sent.length} keys`;
  const answered = sent.find(({ revision }) => revision === connection.revision);
  const possible = answered ? [answered] : sent.filter(({ code }) => code === 'cut off');
  if (!possible.some(({ apiKey }) => apiKey === key.reveal()))
    return 'contains a key other than the one sent for its revision';
  if (connection.keyPreview !== keyPreviewOf(key.reveal())) return 'shows the preview of another key';
  return connection.state === 'active' ? undefined : `is ${connection.state}`;
}
