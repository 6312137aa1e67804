import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.js';
import { databaseTime } from '../../database/database-clock.js';
import { moment, type Schema } from '../../database/schema.js';
import { appendLocked, BrokenChain, lockHead } from '../audit-chain.js';
import { detailsOf } from '../details.js';
import { GENESIS, type AuditFacts, type ChainedEntry, type HeadSeal } from '../entry.js';

/** The action of the entry that says that persons were erased. */
export const ERASED_ACTION = 'audit.erased';

/** Whom an erasure is about: all persons of a tenant, those that a text names, or those with ids. */
export type Whom = 'all' | { readonly text: string } | { readonly ids: readonly string[] };

/** What an erasure has done. */
export interface Erasure {
  readonly tenantId: string;
  /** The ids in entries whose persons are erased. */
  readonly ids: readonly string[];
  /** The entry that says so. */
  readonly entry: ChainedEntry;
}

const PAGE = 500;

/** The tenants of which the audit has persons. */
export async function tenantsWithPersons(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_keys')
    .select('tenant_id')
    .distinct()
    .orderBy('tenant_id')
    .execute();
  return rows.map(({ tenant_id }) => tenant_id);
}

/** The ids of persons of a tenant that still have a key. */
export async function personsOf(
  db: Kysely<Schema>,
  seal: HeadSeal,
  tenantId: string,
  whom: Whom,
): Promise<string[]> {
  if (whom !== 'all' && 'text' in whom) return (await seal.persons?.idsNamed(db, tenantId, whom.text)) ?? [];
  const rows = await db.selectFrom('audit_keys').select('id').where('tenant_id', '=', tenantId).execute();
  const wanted = whom === 'all' ? undefined : new Set(whom.ids);
  return rows.map(({ id }) => id).filter((id) => wanted?.has(id) ?? true);
}

/** Entries of a tenant that an earlier version wrote, with the actor or, without a text, any actor in plain text. */
export async function plainEntries(db: Kysely<Schema>, tenantId: string, text?: string): Promise<number> {
  const { count } = await db
    .selectFrom('audit_entries')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('actor_id', 'is not', null)
    .where('details', 'not like', '%"personal":{%')
    .$if(text !== undefined, (query) => query.where('actor_id', '=', text ?? ''))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Deletes the keys of persons and adds the entry that says so, both or neither. The head is locked meanwhile and counts the erasure, so
 * no process writes an entry under a key that is gone.
 * @param note - called before it is done; nothing is where it fails.
 * @returns undefined where there is nothing to erase.
 * @throws BrokenChain where the head is not authentic, and what the database and `note` throw.
 */
export function erasePersons(
  { db, engine }: Database,
  seal: HeadSeal,
  tenantId: string,
  whom: Whom,
  note?: (erasure: Erasure) => Promise<void>,
): Promise<Erasure | undefined> {
  return db.transaction().execute(async (transaction) => {
    const row = await lockHead(transaction, engine, tenantId);
    const ids = await personsOf(transaction, seal, tenantId, whom);
    if (ids.length === 0) return undefined;
    const head = { tenantId, seq: row?.seq ?? 0, hash: row?.hash ?? GENESIS };
    if (row && !seal.isWhole(head, row.mac)) throw new BrokenChain(tenantId);
    const at = moment(await databaseTime(transaction, engine));
    await forget(transaction, tenantId, ids, at);
    const facts = { ...factsOf(tenantId, whom, ids), at };
    const erasures = (row?.erasures ?? 0) + 1;
    const entry = await appendLocked(transaction, seal, head, facts, { erasures });
    const erasure = { tenantId, ids, entry };
    await note?.(erasure);
    return erasure;
  });
}

async function forget(
  db: Kysely<Schema>,
  tenantId: string,
  ids: readonly string[],
  at: string,
): Promise<void> {
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    await db
      .insertInto('audit_erasures')
      .values(page.map((id) => ({ tenant_id: tenantId, id, erased_at: at })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db.deleteFrom('audit_keys').where('tenant_id', '=', tenantId).where('id', 'in', page).execute();
  }
}

const factsOf = (tenantId: string, whom: Whom, ids: readonly string[]): AuditFacts => ({
  tenantId,
  kind: 'setting',
  action: ERASED_ACTION,
  actorId: null,
  actorType: null,
  connection: null,
  code: 'ok',
  requestId: null,
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({
    of: whom === 'all' ? 'tenant' : 'person',
    persons: ids.length,
    ids: ids.slice(0, NAMED),
    by: 'operator',
  }),
});

/** Ids that the entry names. */
const NAMED = 100;
