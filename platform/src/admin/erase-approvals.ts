import { ERASED } from '../audit/persons/readable.js';
import type { ApprovalsTable, NoticesTable } from '../database/schema.js';
import type { AdminContext } from './admin-context.js';

/**
 * Removes the approvals and notices that name a person that is meant, as requester, approver or within a text, and blanks who has set
 * where notices go. An approval that is removed does not hold any longer.
 * @param erase - whether it is done; it is counted alone otherwise.
 * @returns how many rows name such a person.
 */
export async function eraseApprovals(
  { database: { db }, sets }: AdminContext,
  tenantId: string,
  isMeant: (name: string) => boolean,
  erase: boolean,
): Promise<number> {
  const approvals = (
    await db.selectFrom('approvals').selectAll().where('tenant_id', '=', tenantId).execute()
  ).filter((row) => namesIn(row).some(isMeant));
  const targets = (
    await db
      .selectFrom('notice_targets')
      .select(['id', 'created_by'])
      .where('tenant_id', '=', tenantId)
      .execute()
  ).filter((row) => isMeant(row.created_by));
  const people = new Set(approvals.flatMap(namesIn).filter(isMeant));
  const notices = (
    await db.selectFrom('notices').selectAll().where('tenant_id', '=', tenantId).execute()
  ).filter((row) => isAbout(row, people, isMeant));
  if (erase) {
    for (const { id } of approvals) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('approvals').where('id', '=', id).execute();
        await sets.approvals.put(transaction, id, () => undefined);
      });
    }
    for (const { id } of notices) await db.deleteFrom('notices').where('id', '=', id).execute();
    for (const { id } of targets)
      await db.updateTable('notice_targets').set({ created_by: ERASED }).where('id', '=', id).execute();
  }
  return approvals.length + notices.length + targets.length;
}

/** Texts as long as a name of a person may be. */
const LONGEST = 400;

/** All texts of an approval, which may be names. */
function namesIn({ requester, body }: ApprovalsTable): string[] {
  const found = [requester];
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value.length <= LONGEST) found.push(value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(JSON.parse(body));
  return found;
}

function isAbout(
  { payload }: NoticesTable,
  people: ReadonlySet<string>,
  isMeant: (name: string) => boolean,
): boolean {
  const { data, text } = JSON.parse(payload) as { data?: { requester?: string }; text?: string };
  if (data?.requester !== undefined && isMeant(data.requester)) return true;
  return [...people].some((person) => text?.includes(person) === true);
}
