import { randomUUID } from 'node:crypto';
import type {
  AccessReview,
  AccessReviews,
  ActionOwner,
  NewAccessReview,
  ReviewDecision,
  ReviewRow,
  ReviewRowsAsked,
} from 'anthropic-admin-connector';
import { ActionRefusal } from 'anthropic-admin-connector/kit';
import type { Database } from '../database/database.js';
import { moment, type AccessReviewsTable } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';
import type { ReviewLimits } from './access-reviews.config.js';
import {
  AlteredReview,
  requireWholeHead,
  requireWholeRow,
  reviewOf,
  reviewRowOf,
  sealedHead,
  sealedRow,
} from './review-row.js';

/** Rows of one statement. */
const CHUNK = 500;

/** Access reviews in the platform's database. */
export class ReviewStore implements AccessReviews {
  /** @param now - epoch milliseconds. */
  constructor(
    private readonly database: Pick<Database, 'db'>,
    readonly seal: RowSeal,
    private readonly limits: ReviewLimits,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws ActionRefusal where the tenant has as many as it may have. */
  async add(owner: ActionOwner, review: NewAccessReview): Promise<AccessReview> {
    const { title, at, by, days, unread, rows } = review;
    const id = `arv_${randomUUID().replaceAll('-', '')}`;
    const head = sealedHead(
      {
        id,
        tenant_id: owner.tenantId,
        connector: owner.connector,
        connection: owner.connection,
        organization_id: owner.organizationId ?? null,
        created_at: at,
        created_by: by,
        row_count: rows.length,
        body: JSON.stringify({ title, days, unread }),
      },
      this.seal,
    );
    const sealed = rows.map((row, nth) =>
      sealedRow(
        { review_id: id, row_number: nth + 1, body: JSON.stringify(row), decided: null, decision: null },
        this.seal,
      ),
    );
    await this.database.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('access_reviews').values(head).execute();
      const { count } = await transaction
        .selectFrom('access_reviews')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('tenant_id', '=', owner.tenantId)
        .executeTakeFirstOrThrow();
      if (Number(count) > this.limits.perTenant) throw full(this.limits.perTenant);
      for (let nth = 0; nth < sealed.length; nth += CHUNK)
        await transaction
          .insertInto('access_review_rows')
          .values(sealed.slice(nth, nth + CHUNK))
          .execute();
    });
    return reviewOf(head, 0);
  }

  async latest(owner: ActionOwner, limit: number): Promise<readonly AccessReview[]> {
    const heads = await this.#heads(owner)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return refusing(Promise.all(heads.map((head) => this.#review(head))));
  }

  async find(owner: ActionOwner, id: string): Promise<AccessReview | undefined> {
    const head = await this.#heads(owner).where('id', '=', id).executeTakeFirst();
    return head && refusing(this.#review(head));
  }

  rows(owner: ActionOwner, id: string, asked: ReviewRowsAsked): Promise<readonly ReviewRow[]> {
    return refusing(this.#rows(owner, id, asked));
  }

  decide(
    owner: ActionOwner,
    id: string,
    numbers: readonly number[],
    decision: ReviewDecision,
  ): Promise<readonly ReviewRow[] | undefined> {
    return refusing(this.#decide(owner, id, numbers, decision));
  }

  /**
   * A review of a tenant with all of its rows; undefined where it has none with this id.
   * @throws AlteredReview
   */
  async whole(
    tenantId: string,
    id: string,
  ): Promise<
    | {
        readonly head: AccessReviewsTable;
        readonly review: AccessReview;
        readonly rows: readonly ReviewRow[];
      }
    | undefined
  > {
    const { db } = this.database;
    // One statement each; a decision between them counts as not yet made.
    const head = await db
      .selectFrom('access_reviews')
      .selectAll()
      .where('id', '=', id)
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    if (!head) return undefined;
    requireWholeHead(head, this.seal);
    const found = await db
      .selectFrom('access_review_rows')
      .selectAll()
      .where('review_id', '=', id)
      .orderBy('row_number')
      .execute();
    for (const row of found) requireWholeRow(row, this.seal);
    if (found.length !== head.row_count) throw new AlteredReview(id);
    const rows = found.map(reviewRowOf);
    return { head, review: reviewOf(head, rows.filter(isSettled).length), rows };
  }

  /** Removes reviews that were kept long enough. */
  async forget(): Promise<void> {
    const { db } = this.database;
    const old = db
      .selectFrom('access_reviews')
      .select('id')
      .where('created_at', '<', moment(this.now(), -this.limits.keepMs));
    await db.transaction().execute(async (transaction) => {
      const ids = (await transaction.selectFrom(old.as('old')).select('id').limit(CHUNK).execute()).map(
        ({ id }) => id,
      );
      if (ids.length === 0) return;
      await transaction.deleteFrom('access_review_rows').where('review_id', 'in', ids).execute();
      await transaction.deleteFrom('access_reviews').where('id', 'in', ids).execute();
    });
  }

  /** Reviews of a connection; those of another organization that it had before do not count. */
  #heads({ tenantId, connector, connection, organizationId }: ActionOwner) {
    return this.database.db
      .selectFrom('access_reviews')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('connector', '=', connector)
      .where('connection', '=', connection)
      .$if(organizationId !== undefined, (query) =>
        query.where('organization_id', '=', organizationId ?? null),
      );
  }

  async #review(head: AccessReviewsTable): Promise<AccessReview> {
    requireWholeHead(head, this.seal);
    const { count } = await this.database.db
      .selectFrom('access_review_rows')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('review_id', '=', head.id)
      .where('decided', 'in', ['keep', 'remove'])
      .executeTakeFirstOrThrow();
    return reviewOf(head, Number(count));
  }

  async #rows(
    owner: ActionOwner,
    id: string,
    { after, limit, open }: ReviewRowsAsked,
  ): Promise<readonly ReviewRow[]> {
    const review = await this.find(owner, id);
    if (!review) return [];
    const rows = await this.database.db
      .selectFrom('access_review_rows')
      .selectAll()
      .where('review_id', '=', id)
      .where('row_number', '>', after)
      .$if(open, (query) =>
        query.where((where) => where.or([where('decided', 'is', null), where('decided', '=', 'later')])),
      )
      .orderBy('row_number')
      .limit(limit)
      .execute();
    for (const row of rows) requireWholeRow(row, this.seal);
    const isWhole = rows.every(({ row_number }, nth) => row_number === after + nth + 1);
    const expected = Math.min(limit, Math.max(0, review.rows - after));
    if (!open && !(isWhole && rows.length === expected)) throw new AlteredReview(id);
    return rows.map(reviewRowOf);
  }

  async #decide(
    owner: ActionOwner,
    id: string,
    numbers: readonly number[],
    decision: ReviewDecision,
  ): Promise<readonly ReviewRow[] | undefined> {
    if (!(await this.find(owner, id))) return undefined;
    return this.database.db.transaction().execute(async (transaction) => {
      const rows = await transaction
        .selectFrom('access_review_rows')
        .selectAll()
        .where('review_id', '=', id)
        .where('row_number', 'in', [...numbers])
        .orderBy('row_number')
        .execute();
      if (rows.length !== numbers.length) return undefined;
      const next = rows.map((row) => {
        requireWholeRow(row, this.seal);
        const { mac: _, ...rest } = row;
        return sealedRow(
          { ...rest, decided: decision.decision, decision: JSON.stringify(decision) },
          this.seal,
        );
      });
      for (const { decided, decision: text, mac, row_number } of next)
        await transaction
          .updateTable('access_review_rows')
          .set({ decided, decision: text, mac })
          .where('review_id', '=', id)
          .where('row_number', '=', row_number)
          .execute();
      return next.map(reviewRowOf);
    });
  }
}

const isSettled = ({ decided }: ReviewRow): boolean => decided !== undefined && decided.decision !== 'later';

const full = (most: number): ActionRefusal =>
  new ActionRefusal(
    `This tenant has ${most} access reviews, the most that are kept.`,
    'Ask the operator of the platform to keep more (ACCESS_REVIEWS_PER_TENANT), or to keep them for fewer days (ACCESS_REVIEWS_KEEP_DAYS).',
  );

async function refusing<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AlteredReview)) throw error;
    throw new ActionRefusal(error.message, 'Begin another review: this one is no evidence any longer.', {
      actionId: 'access_review_create',
      input: {},
    });
  }
}
