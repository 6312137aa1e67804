import { GENESIS } from '../../stores/audit/chained-entry.js';
import { counted, shown } from '../cli/shown.js';
import type { Workbench } from '../workbench.js';
import { auditHeads, type HeadWithEntry } from './audit-heads.js';
import type { Finding } from './finding.js';

const NAMED = 100;

/** Looks at the head of every chain; reading whole chains is for `audit verify`. */
export async function auditFindings({ database, seal }: Workbench): Promise<Finding[]> {
  const bad: string[] = [];
  let heads = 0;
  for await (const head of auditHeads(database)) {
    heads += 1;
    const fault = seal.isWhole(head, head.seal) ? faultOf(head) : 'its head is not the one that was written';
    if (fault !== undefined) bad.push(`${shown(head.tenantId)}: ${fault}`);
  }
  if (bad.length === 0) {
    return [
      { level: 'ok', about: 'audit', message: `${counted(heads, 'head')}, all sealed`, json: { heads } },
    ];
  }
  return [
    {
      level: 'problem',
      about: 'audit',
      message: `${counted(bad.length, 'chain')} of ${heads} not as written. Run: npm run -s admin -- audit verify`,
      details: bad.slice(0, NAMED),
      json: { heads, tampered: bad.length },
    },
  ];
}

function faultOf({ seq, hash, entryHash }: HeadWithEntry): string | undefined {
  if (seq === 0 && hash === GENESIS) return undefined;
  if (entryHash === null) return `entry ${seq}, its last one, is gone`;
  return entryHash === hash ? undefined : `entry ${seq}, its last one, is another one`;
}
