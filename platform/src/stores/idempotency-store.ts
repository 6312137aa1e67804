import { randomUUID } from 'node:crypto';
import type { IdempotencyState, IdempotencyStore, IdempotentWrite, Outcome } from 'anthropic-admin-connector';
import type { Kysely, ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import { moment, type IdempotencyKeysTable, type Schema } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';
import { maskKeys } from '../security/text.js';
import { KEPT_MS, OutcomeShares, subjectOf, type OutcomeBounds } from './outcome-shares.js';

/** Rows removed at once while expired keys are deleted: a longer lock would make writes wait. */
const CLEANING_BATCH = 1000;

/**
 * Idempotency keys in the platform's database. The process that starts a write holds a lease and renews it during the
 * write. After an expired lease the result is `lost`; a key is never new again before it expires.
 */
export class DatabaseIdempotencyStore implements IdempotencyStore {
  readonly #owner = randomUUID();
  readonly #underWay = new Set<IdempotentWrite>();
  readonly #shares: OutcomeShares;

  /**
   * @param now - epoch milliseconds.
   * @param bounds - what is stored is not bounded if omitted.
   */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly seal: RowSeal,
    private readonly now: () => number = Date.now,
    bounds?: OutcomeBounds,
  ) {
    this.#shares = new OutcomeShares(db, bounds, now);
  }

  async begin(write: IdempotentWrite): Promise<IdempotencyState> {
    const afterMs = await this.#shares.take(write);
    if (afterMs !== undefined) {
      const known = await this.find(write);
      return isKept(known, this.now()) ? this.told(known, write) : { state: 'full', afterMs };
    }
    const state = await this.beginWithPlace(write).catch((error: unknown) => {
      this.#shares.add(write, { writes: -1 });
      throw error;
    });
    if (state.state !== 'new') this.#shares.add(write, { writes: -1 });
    return state;
  }

  private async beginWithPlace(write: IdempotentWrite): Promise<IdempotencyState> {
    const known = await this.takeOrFind(write);
    if (!known || isKept(known, this.now())) return this.told(known, write);
    await this.db
      .deleteFrom('idempotency_keys')
      .where(rowOf(write))
      .where('expires_at', '<=', moment(this.now()))
      .execute();
    return this.told(await this.takeOrFind(write), write);
  }

  async finish(write: IdempotentWrite, outcome: Outcome): Promise<void> {
    this.#underWay.delete(write);
    const text = maskKeys(JSON.stringify(outcome));
    const expiresAt = moment(this.now(), KEPT_MS);
    const mac = this.seal.macOf('outcome', sealedValues(write, expiresAt, text));
    const bytes = Buffer.byteLength(text);
    await this.db
      .updateTable('idempotency_keys')
      .set({ outcome: text, bytes, expires_at: expiresAt, mac })
      .where(rowOf(write))
      .where('owner', '=', this.#owner)
      .execute();
    this.#shares.add(write, { bytes });
  }

  async release(write: IdempotentWrite): Promise<void> {
    this.#underWay.delete(write);
    await this.db
      .deleteFrom('idempotency_keys')
      .where(rowOf(write))
      .where('owner', '=', this.#owner)
      .execute();
    this.#shares.add(write, { writes: -1 });
  }

  /** Renews the leases of the writes in progress. */
  async renewLeases(): Promise<void> {
    if (this.#underWay.size === 0) return;
    await this.db
      .updateTable('idempotency_keys')
      .set({ leased_until: moment(this.now(), LEASE_MS) })
      .where('owner', '=', this.#owner)
      .where('outcome', 'is', null)
      .where('key', 'in', [...this.#underWay].map(slotOf))
      .execute();
  }

  /** Removes the keys that have expired. */
  async forgetExpired(): Promise<void> {
    while ((await forgetExpired(this.db, moment(Date.now()), CLEANING_BATCH)) === CLEANING_BATCH);
  }

  private told(known: IdempotencyKeysTable | undefined, write: IdempotentWrite): IdempotencyState {
    return known ? stateOf(known, write, moment(this.now()), this.seal) : { state: 'new' };
  }

  /** Reserves the key; if it is reserved already, finds its state. */
  private async takeOrFind(write: IdempotentWrite): Promise<IdempotencyKeysTable | undefined> {
    for (;;) {
      if (await this.take(write)) return undefined;
      const known = await this.find(write);
      // Released between the two queries: then it is free.
      if (known) return known;
    }
  }

  private find(write: IdempotentWrite): Promise<IdempotencyKeysTable | undefined> {
    return this.db.selectFrom('idempotency_keys').selectAll().where(rowOf(write)).executeTakeFirst();
  }

  private async take(write: IdempotentWrite): Promise<boolean> {
    const now = this.now();
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('idempotency_keys')
      .values({
        tenant_id: write.tenantId,
        key: slotOf(write),
        fingerprint: write.fingerprint,
        owner: this.#owner,
        leased_until: moment(now, LEASE_MS),
        expires_at: moment(now, KEPT_MS),
        subject: subjectOf(write),
        outcome: null,
        bytes: null,
        mac: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    this.#underWay.add(write);
    return true;
  }
}

const isKept = (row: IdempotencyKeysTable | undefined, now: number): row is IdempotencyKeysTable =>
  row !== undefined && row.expires_at > moment(now);

type Table = 'idempotency_keys';

/** Picks the row of a key. */
export const rowOf =
  (write: IdempotentWrite) =>
  (where: ExpressionBuilder<Schema, Table>): ExpressionWrapper<Schema, Table, SqlBool> =>
    where.and({ tenant_id: write.tenantId, key: slotOf(write) });

/** A caller may use one key with several connectors. */
const slotOf = ({ connector, key }: IdempotentWrite): string => `${connector}:${key}`;

const sealedValues = (write: IdempotentWrite, expiresAt: string, outcome: string): string[] => [
  write.tenantId,
  slotOf(write),
  write.fingerprint,
  expiresAt,
  outcome,
];

/** The state of a key in a row. */
export function stateOf(
  row: IdempotencyKeysTable,
  write: IdempotentWrite,
  now: string,
  seal: RowSeal,
): IdempotencyState {
  if (row.fingerprint !== write.fingerprint) return { state: 'other_input' };
  if (row.outcome !== null) {
    // Somebody else wrote it: it is unknown what became of the write.
    if (!seal.isWhole(row.mac, 'outcome', sealedValues(write, row.expires_at, row.outcome)))
      return { state: 'lost' };
    return { state: 'done', outcome: JSON.parse(row.outcome) as Outcome };
  }
  return { state: row.leased_until > now ? 'running' : 'lost' };
}

/**
 * How long an owner counts as alive without a renewal. A renewed lease detects a crash within seconds; the write's
 * own deadline may be an hour away.
 */
export const LEASE_MS = 20_000;

/** How often an owner renews its lease during writes. */
export const HEARTBEAT_MS = 5_000;

/**
 * Removes keys that expired before `now` (RFC 3339), at most `limit` at once, to keep locks short.
 * @returns how many there were.
 */
export async function forgetExpired(db: Kysely<Schema>, now: string, limit: number): Promise<number> {
  const old = await db
    .selectFrom('idempotency_keys')
    .select(['tenant_id', 'key', 'expires_at'])
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  if (old.length === 0) return 0;
  const { numDeletedRows } = await db
    .deleteFrom('idempotency_keys')
    .where('expires_at', '<=', now)
    .where((eb) =>
      eb(
        eb.refTuple('tenant_id', 'key'),
        'in',
        old.map(({ tenant_id, key }) => eb.tuple(tenant_id, key)),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
