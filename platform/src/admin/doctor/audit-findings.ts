import { GENESIS } from '../../audit/entry.js';
import { readSeam, type Seam } from '../../audit/seam.js';
import { environmentFits, keysFit, OTHER_ENVIRONMENT, OTHER_KEYRING } from '../../audit/key-check.js';
import type { Database } from '../../database/database.js';
import type { AdminContext } from '../admin-context.js';
import { counted, shown } from '../cli/text.js';
import type { Finding } from './finding.js';

/** Whether the keyring and the environment are those of the database: the platform does not start with others. */
export async function keyCheckFindings({ database, keys, scope }: AdminContext): Promise<Finding[]> {
  const { fingerprinter } = keys;
  if (!(await keysFit(database, fingerprinter))) {
    return [{ level: 'problem', about: 'keyring', message: OTHER_KEYRING }];
  }
  return (await environmentFits(database, fingerprinter, scope.environment))
    ? []
    : [{ level: 'problem', about: 'settings', message: OTHER_ENVIRONMENT }];
}

const NAMED = 100;

/** Checks the head of every chain; `audit verify` reads whole chains. */
export async function auditFindings({ database, seal }: AdminContext): Promise<Finding[]> {
  const bad: string[] = [];
  let heads = 0;
  for await (const head of auditHeads(database)) {
    heads += 1;
    const seam = await readSeam(database.db, seal, head.tenantId);
    const fault =
      seam?.isWhole === false
        ? 'its seam is not the one that was written'
        : seal.isWhole(head, head.seal)
          ? faultOf(head, seam)
          : 'its head is not the one that was written';
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

function faultOf({ seq, hash, entryHash }: HeadWithEntry, seam: Seam | undefined): string | undefined {
  if (seam?.seq === seq && seam.hash === hash) return undefined;
  if (seq === 0 && hash === GENESIS) return undefined;
  if (entryHash === null) return `entry ${seq}, its last one, is missing`;
  return entryHash === hash ? undefined : `entry ${seq}, its last one, was replaced`;
}

const PAGE = 500;

/** The head of a chain and the entry that it points to, from one query. */
export interface HeadWithEntry {
  readonly tenantId: string;
  readonly seq: number;
  readonly hash: string;
  readonly seal: string | null;
  /** Hash of the entry at `seq`; null if it is missing. */
  readonly entryHash: string | null;
}

/** The heads of all chains, page by page. */
export async function* auditHeads({ db }: Database): AsyncGenerator<HeadWithEntry, void, undefined> {
  for (let after: string | undefined; ;) {
    const rows = await db
      .selectFrom('audit_heads as head')
      .leftJoin('audit_entries as entry', (join) =>
        join.onRef('entry.tenant_id', '=', 'head.tenant_id').onRef('entry.seq', '=', 'head.seq'),
      )
      .select(['head.tenant_id', 'head.seq', 'head.hash', 'head.mac', 'entry.hash as entry_hash'])
      .$if(after !== undefined, (query) => query.where('head.tenant_id', '>', after ?? ''))
      .orderBy('head.tenant_id')
      .limit(PAGE)
      .execute();
    for (const { tenant_id: tenantId, seq, hash, mac: seal, entry_hash: entryHash } of rows) {
      yield { tenantId, seq, hash, seal, entryHash };
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.tenant_id;
  }
}
