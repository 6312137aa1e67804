import { sql, type Kysely } from 'kysely';
import { AlteredSet, type SealedSet } from '../auth/sealed-set.js';
import type { Database } from '../database/database.js';
import { moment, type ApprovalsTable, type Schema } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';
import { isOpen, type Approval, type ApprovalChange, type ApprovalDraft } from './approval.js';
import { after, approvalOf, memberValue, rowOf } from './approval-row.js';

/** How many approvals may wait. */
export interface ApprovalBounds {
  readonly perRequester: number;
  readonly perTenant: number;
}

/** The bounds where nothing else is set. */
export const APPROVAL_BOUNDS: ApprovalBounds = { perRequester: 50, perTenant: 1_000 };

/** How long the process that applies an approval counts as alive without a renewal, milliseconds. */
export const APPLYING_MS = 20_000;

/** Too many approvals wait. */
export class TooManyApprovals extends Error {
  override readonly name = 'TooManyApprovals';
}

/** A row or the set was altered outside of the platform. */
class AlteredApproval extends Error {
  override readonly name = 'AlteredApproval';
}

/** The end of an approval that a new one follows. */
export interface Superseded {
  readonly id: string;
  readonly state: 'outdated' | 'edited' | 'denied' | 'interrupted' | 'expired';
}

/** What a list of approvals is narrowed to. */
export interface ApprovalFilter {
  readonly requester?: string;
  readonly states?: readonly string[];
  readonly action?: string;
  /** Where the page begins: the creation and the id of the last approval before it. */
  readonly before?: readonly [createdAt: string, id: string];
  readonly changedAfter?: string;
}

/**
 * Approvals in the platform's database. Each row is sealed, and the open ones are members of a sealed set with their version: a row
 * that was altered, or that was put back, is no approval.
 */
export class ApprovalStore {
  /** @param now - epoch milliseconds. */
  constructor(
    private readonly database: Pick<Database, 'db' | 'engine'>,
    private readonly seal: RowSeal,
    private readonly set: SealedSet,
    readonly now: () => number = Date.now,
    private readonly bounds: ApprovalBounds = APPROVAL_BOUNDS,
  ) {}

  /** The HMAC of a call, by which its approval is found. */
  callKeyOf(values: readonly string[]): string {
    return this.seal.macOf('approval-call', values);
  }

  /**
   * Opens an approval of a call, unless there is one.
   * @param superseded - ended with it, unless another process has changed it; nothing is opened then.
   * @returns the approval that is open afterwards; undefined where another process was faster.
   * @throws TooManyApprovals
   */
  async open(
    draft: ApprovalDraft,
    state: 'pending' | 'approved' = 'pending',
    superseded?: Superseded,
  ): Promise<{ readonly approval: Approval; readonly isNew: boolean } | undefined> {
    const at = after(this.now());
    const approval: Approval = {
      ...draft,
      state,
      version: 1,
      createdAt: at,
      changedAt: at,
      leasedUntil: null,
    };
    const isNew = await this.inTransaction(async (transaction) => {
      if (superseded) {
        const ended = await this.changeIn(transaction, draft.tenantId, superseded.id, () => ({
          state: superseded.state,
          body: { next: draft.id, ...(superseded.state === 'denied' && { closed: true as const }) },
        }));
        if (!ended) return undefined;
      } else await this.requireRoom(transaction, draft);
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('approvals')
        .values(rowOf(approval, this.seal))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) return false;
      await this.set.put(transaction, approval.id, () => memberValue(approval));
      return true;
    });
    if (isNew === undefined) return undefined;
    if (isNew) return { approval, isNew };
    const other = await this.findOpen(draft.tenantId, draft.callKey);
    return other && { approval: other, isNew: false };
  }

  /** An approval; undefined where there is none, or it was altered. */
  async find(tenantId: string, id: string): Promise<Approval | undefined> {
    const row = await this.rows(tenantId).where('id', '=', id).executeTakeFirst();
    return row && this.verified(row);
  }

  /** The approval that a repeat of a call finds. One that was altered is put aside. */
  async findOpen(tenantId: string, callKey: string): Promise<Approval | undefined> {
    const row = await this.rows(tenantId).where('open_key', '=', callKey).executeTakeFirst();
    if (!row) return undefined;
    const approval = await this.verified(row);
    if (approval) return approval;
    await this.database.db
      .updateTable('approvals')
      .set({ open_key: null, mac: null })
      .where('id', '=', row.id)
      .where('version', '=', row.version)
      .execute();
    return undefined;
  }

  /** The last approvals of a call that were used. */
  async applied(tenantId: string, callKey: string): Promise<Approval[]> {
    const rows = await this.rows(tenantId)
      .where('call_key', '=', callKey)
      .where('state', '=', 'applied')
      .orderBy('changed_at', 'desc')
      .limit(20)
      .execute();
    return rows.flatMap((row) => approvalOf(row, this.seal) ?? []);
  }

  /** Approvals from the newest on; those that were altered are left out. */
  async list(tenantId: string, filter: ApprovalFilter, limit: number): Promise<Approval[]> {
    const { requester, states, action, before, changedAfter } = filter;
    let query = this.rows(tenantId).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
    if (requester !== undefined) query = query.where('requester', '=', requester);
    if (states !== undefined) query = query.where('state', 'in', states);
    if (action !== undefined) query = query.where('action', '=', action);
    if (changedAfter !== undefined) query = query.where('changed_at', '>', changedAfter);
    if (before !== undefined) {
      const [createdAt, id] = before;
      query = query.where(
        sql<boolean>`(created_at < ${createdAt} or (created_at = ${createdAt} and id < ${id}))`,
      );
    }
    const found = await Promise.all((await query.execute()).map((row) => this.verified(row)));
    return found.filter((approval) => approval !== undefined);
  }

  /** The last change of any approval of a tenant; empty where there is none. */
  async lastChange(tenantId: string): Promise<string> {
    const row = await this.database.db
      .selectFrom('approvals')
      .select((eb) => eb.fn.max('changed_at').as('at'))
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    return row?.at ?? '';
  }

  /**
   * Changes an approval in one transaction.
   * @param decide - the change; undefined for none
   * @returns the approval afterwards; undefined where it is not there, was altered, or is not changed.
   */
  async change(
    tenantId: string,
    id: string,
    decide: (approval: Approval) => ApprovalChange | undefined,
  ): Promise<Approval | undefined> {
    return this.inTransaction((transaction) => this.changeIn(transaction, tenantId, id, decide));
  }

  /** The approvals that have expired while they were open, some of them. */
  async expired(limit: number): Promise<Pick<Approval, 'id' | 'tenantId'>[]> {
    const rows = await this.database.db
      .selectFrom('approvals')
      .select(['id', 'tenant_id'])
      .where('open_key', 'is not', null)
      .where((eb) =>
        eb.or([
          eb.and([eb('state', '!=', 'applying'), eb('expires_at', '<=', moment(this.now()))]),
          eb.and([eb('state', '=', 'applying'), eb('leased_until', '<=', moment(this.now()))]),
        ]),
      )
      .orderBy('expires_at')
      .limit(limit)
      .execute();
    return rows.map(({ id, tenant_id: tenantId }) => ({ id, tenantId }));
  }

  /** Approvals that the platform is to apply and has not begun to, some of them. */
  async unapplied(limit: number): Promise<Pick<Approval, 'id' | 'tenantId'>[]> {
    const rows = await this.database.db
      .selectFrom('approvals')
      .select(['id', 'tenant_id', 'body'])
      .where('state', '=', 'approved')
      .where('expires_at', '>', moment(this.now()))
      .where('changed_at', '<=', moment(this.now(), -APPLYING_MS))
      .where('body', 'like', '%"appliesOnApproval":true%')
      .limit(limit)
      .execute();
    return rows.map(({ id, tenant_id: tenantId }) => ({ id, tenantId }));
  }

  /** Removes what is over and was changed before a moment, some of it. @returns how many there were. */
  async forget(before: string, limit: number): Promise<number> {
    const old = await this.database.db
      .selectFrom('approvals')
      .select('id')
      .where('open_key', 'is', null)
      .where('changed_at', '<', before)
      .limit(limit)
      .execute();
    if (old.length === 0) return 0;
    await this.database.db
      .deleteFrom('approvals')
      .where('open_key', 'is', null)
      .where(
        'id',
        'in',
        old.map(({ id }) => id),
      )
      .execute();
    return old.length;
  }

  private async inTransaction<T>(work: (transaction: Kysely<Schema>) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.database.db.transaction().execute(work);
    } catch (error) {
      if (error instanceof AlteredApproval) return undefined;
      throw error;
    }
  }

  /** Renews the leases of approvals that this process applies. */
  async renew(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.database.db
      .updateTable('approvals')
      .set({ leased_until: moment(this.now(), APPLYING_MS) })
      .where('id', 'in', ids)
      .where('state', '=', 'applying')
      .execute();
  }

  /** Whether the process that applies an approval is gone. */
  isLost({ state, leasedUntil }: Approval): boolean {
    return state === 'applying' && (leasedUntil ?? '') <= moment(this.now());
  }

  private async requireRoom(
    transaction: Kysely<Schema>,
    { tenantId, requester }: ApprovalDraft,
  ): Promise<void> {
    const counts = await transaction
      .selectFrom('approvals')
      .select((eb) => [
        eb.fn.countAll<number | string>().as('all'),
        sql<number | string>`sum(case when requester = ${requester} then 1 else 0 end)`.as('own'),
      ])
      .where('tenant_id', '=', tenantId)
      .where('state', 'in', ['pending', 'approved'])
      .where('expires_at', '>', moment(this.now()))
      .executeTakeFirst();
    if (
      Number(counts?.own ?? 0) >= this.bounds.perRequester ||
      Number(counts?.all ?? 0) >= this.bounds.perTenant
    )
      throw new TooManyApprovals();
  }

  private async changeIn(
    transaction: Kysely<Schema>,
    tenantId: string,
    id: string,
    decide: (approval: Approval) => ApprovalChange | undefined,
  ): Promise<Approval | undefined> {
    const row = await transaction
      .selectFrom('approvals')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .$if(this.database.engine.locksRows, (query) => query.forUpdate())
      .executeTakeFirst();
    const before = row && approvalOf(row, this.seal);
    if (!before || !isOpen(before)) return undefined;
    const change = decide(before);
    if (!change) return undefined;
    const changed: Approval = {
      ...before,
      ...change,
      version: before.version + 1,
      changedAt: after(this.now(), before.changedAt),
      body: { ...before.body, ...change.body },
    };
    let isCurrent = false;
    await this.set.put(transaction, id, (value) => {
      isCurrent = value === memberValue(before);
      return isOpen(changed) ? memberValue(changed) : undefined;
    });
    if (!isCurrent)
      throw new AlteredApproval('The approval was altered or put back outside of the platform.');
    await transaction.updateTable('approvals').set(rowOf(changed, this.seal)).where('id', '=', id).execute();
    return changed;
  }

  private async verified(row: ApprovalsTable): Promise<Approval | undefined> {
    const approval = approvalOf(row, this.seal);
    if (!approval || !isOpen(approval)) return approval;
    try {
      if ((await this.set.find(approval.id)) === memberValue(approval)) return approval;
      // What this process has read of the set may be a second old.
      this.set.forgetRead();
      if ((await this.set.find(approval.id)) === memberValue(approval)) return approval;
      // Both were read while another process changed them.
      const again = await this.rows(approval.tenantId).where('id', '=', approval.id).executeTakeFirst();
      return again && again.version !== row.version ? await this.verified(again) : undefined;
    } catch (error) {
      if (error instanceof AlteredSet) return undefined;
      throw error;
    }
  }

  private rows(tenantId: string) {
    return this.database.db.selectFrom('approvals').selectAll().where('tenant_id', '=', tenantId);
  }
}
