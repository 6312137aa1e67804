import type { Transaction } from 'kysely';
import type { Whom } from '../audit/persons/erase.js';
import { samePerson } from '../audit/persons/person-keys.js';
import { ERASED } from '../audit/persons/readable.js';
import type { ConnectionsTable, Schema } from '../database/schema.js';
import { SHOWN_COLUMNS } from '../stores/connection-row.js';
import { rowOf, standingOf, tokenOf } from '../service-tokens/token-row.js';
import type { AdminContext } from './admin-context.js';
import { eraseApprovals } from './erase-approvals.js';
import { eraseReviews } from './erase-reviews.js';

/**
 * Blanks who saved connections, set switches, revoked tokens last, and made service tokens, beside the audit, which keeps it under keys of persons.
 * @param erase - whether it is done; it is counted alone otherwise.
 * @returns how many rows name a person that is meant.
 */
export async function eraseNames(
  context: AdminContext,
  tenantId: string,
  whom: Whom,
  erase: boolean,
): Promise<number> {
  const isMeant = await meantBy(context, tenantId, whom);
  const { db } = context.database;
  let count = 0;
  for (const row of await savedIn(db as Transaction<Schema>, tenantId)) {
    if (!isMeant(row.saved_by)) continue;
    count += 1;
    if (erase) await blankSavedBy(context, row, isMeant);
  }
  const switches = await db
    .selectFrom('action_switches')
    .select('changed_by as name')
    .where('tenant_id', '=', tenantId)
    .execute();
  const revocations = await db
    .selectFrom('token_revocations')
    .select('revoked_by as name')
    .where('tenant_id', '=', tenantId)
    .execute();
  const versions = await db
    .selectFrom('policy_sets')
    .select('created_by as name')
    .where('tenant_id', '=', tenantId)
    .execute();
  const authors = versions.filter(({ name }) => isMeant(name));
  const setters = switches.filter(({ name }) => isMeant(name));
  const revokers = revocations.filter(({ name }) => name !== null && isMeant(name));
  if (erase) {
    for (const name of new Set(setters.map((row) => row.name))) {
      await db
        .updateTable('action_switches')
        .set({ changed_by: ERASED })
        .where('tenant_id', '=', tenantId)
        .where('changed_by', '=', name)
        .execute();
    }
    for (const name of new Set(authors.map((row) => row.name))) {
      await db
        .updateTable('policy_sets')
        .set({ created_by: ERASED })
        .where('tenant_id', '=', tenantId)
        .where('created_by', '=', name)
        .execute();
    }
    for (const name of new Set(revokers.map((row) => row.name))) {
      await db
        .updateTable('token_revocations')
        .set({ revoked_by: ERASED })
        .where('tenant_id', '=', tenantId)
        .where('revoked_by', '=', name)
        .execute();
    }
  }
  const makers = await eraseMakers(context, tenantId, isMeant, erase);
  const others = await eraseApprovals(context, tenantId, isMeant, erase);
  const reviews = await eraseReviews(context, tenantId, isMeant, erase);
  return count + authors.length + setters.length + revokers.length + makers + others + reviews;
}

/** Who made or ended service tokens: the seal of a row, and what the set of those in force knows of its maker, change with it. */
async function eraseMakers(
  { database: { db }, rowSeal, sets }: AdminContext,
  tenantId: string,
  isMeant: (name: string) => boolean,
  erase: boolean,
): Promise<number> {
  const rows = await db.selectFrom('service_tokens').selectAll().where('tenant_id', '=', tenantId).execute();
  const blank = (name: string | null): string | null => (name !== null && isMeant(name) ? ERASED : name);
  const holdersIn = (row: (typeof rows)[number]): string[] =>
    tokenOf(rowSeal, row)?.holders?.map(({ id }) => id) ?? [];
  const named = rows.filter((row) =>
    [row.made_by, row.ended_by, ...holdersIn(row)].some((name) => blank(name) !== name),
  );
  for (const row of erase ? named : []) {
    const columns = { made_by: blank(row.made_by), ended_by: blank(row.ended_by) };
    const token = tokenOf(rowSeal, row);
    await db.transaction().execute(async (transaction) => {
      if (token) {
        const holders = token.holders?.map(({ id, at }) => ({ id: blank(id) ?? id, at }));
        const next = {
          ...token,
          madeBy: columns.made_by,
          endedBy: columns.ended_by,
          ...(holders && { holders }),
        };
        await sets.serviceTokens.put(transaction, row.id, (before) =>
          before === standingOf(token) ? standingOf(next) : before,
        );
        const { grants, mac } = rowOf(rowSeal, next);
        await transaction
          .updateTable('service_tokens')
          .set({ ...columns, grants, mac })
          .where('id', '=', row.id)
          .execute();
      } else await transaction.updateTable('service_tokens').set(columns).where('id', '=', row.id).execute();
    });
  }
  return named.length;
}

/** The texts of ids are read before their keys are gone. */
async function meantBy(
  { database: { db }, seal }: AdminContext,
  tenantId: string,
  whom: Whom,
): Promise<(name: string) => boolean> {
  if (whom === 'all') return (name) => name !== ERASED;
  const names = 'text' in whom ? [whom.text] : ((await seal.persons?.namesOf(db, tenantId, whom.ids)) ?? []);
  return (name) => names.some((one) => samePerson(one, name));
}

const savedIn = (db: Transaction<Schema>, tenantId: string) =>
  db
    .selectFrom('connections')
    .select([...SHOWN_COLUMNS, 'payload'])
    .where('tenant_id', '=', tenantId)
    .execute();

/** Changes the seal of the record with it, unless the record is not the one that was written last: it stays refused. */
function blankSavedBy(
  { database: { db, engine }, heads }: AdminContext,
  { tenant_id: tenantId, connector, name }: Pick<ConnectionsTable, 'tenant_id' | 'connector' | 'name'>,
  isMeant: (name: string) => boolean,
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const { head, change } = await heads.lock(transaction, engine, { tenantId, connector, name });
    const row = (await savedIn(transaction, tenantId)).find(
      (each) => each.connector === connector && each.name === name,
    );
    if (!row || !isMeant(row.saved_by)) return;
    const isCurrent = row.payload !== null && heads.isCurrent(row, head, row.payload);
    const blank = { ...row, saved_by: ERASED };
    await transaction
      .updateTable('connections')
      .set({ saved_by: ERASED })
      .where('tenant_id', '=', tenantId)
      .where('connector', '=', connector)
      .where('name', '=', name)
      .execute();
    if (isCurrent && row.payload) await change(heads.entryOf(blank, row.payload));
  });
}
