import { keyPreviewOf } from './key-preview.mjs';

/** Finds what has become of connections that should not have. */
export async function judgeConnections({ store, records, vault }, { connections }) {
  const findings = [];
  for (const { tenant, name, sent } of connections.values()) {
    const finding = await judge(store, { tenantId: tenant, name }, sent);
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

async function judge(store, ref, sent) {
  const last = Math.max(0, ...sent.map(({ revision = 0 }) => revision));
  const opened = await store.open(ref).catch((error) => error);
  if (opened instanceof Error) return `does not open: ${opened.message}`;
  if (opened === undefined) return last > 0 ? `lost; revision ${last} was answered` : undefined;
  const { connection, key } = opened;
  if (connection.revision < last) return `is at revision ${connection.revision}; ${last} was answered`;
  if (connection.revision > sent.length)
    return `is at revision ${connection.revision} after ${sent.length} keys`;
  const answered = sent.find(({ revision }) => revision === connection.revision);
  const possible = answered ? [answered] : sent.filter(({ code }) => code === 'cut off');
  if (!possible.some(({ apiKey }) => apiKey === key.reveal()))
    return 'holds another key than was sent for its revision';
  if (connection.keyPreview !== keyPreviewOf(key.reveal()))
    return 'shows a preview of another key than it holds';
  return connection.state === 'active' ? undefined : `is ${connection.state}`;
}
