import { randomUUID } from 'node:crypto';
import type { IdempotencyState, IdempotencyStore, IdempotentWrite, Outcome } from 'anthropic-admin-connector';
import type { Kysely } from 'kysely';
import { moment } from '../../database/moment.js';
import type { IdempotencyKeysTable, Schema } from '../../database/schema.js';
import { maskKeys } from '../mask-keys.js';
import { rowOf, stateOf } from './key-row.js';
import { LEASE_MS } from './lease.js';

/** How long an outcome is kept. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Idempotency keys in the platform's database. Whoever begins a write holds a lease and renews it while the write is
 * under way. A lease that has run out makes the answer `lost`, and no more: a key is never new before its time is up.
 */
export class DatabaseIdempotencyStore implements IdempotencyStore {
  readonly #owner = randomUUID();
  readonly #underWay = new Set<IdempotentWrite>();

  /** @param now - epoch milliseconds. */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly now: () => number = Date.now,
  ) {}

  async begin(write: IdempotentWrite): Promise<IdempotencyState> {
    const known = await this.takeOrFind(write);
    if (!known || known.expires_at > moment(this.now())) return this.told(known, write);
    await this.db
      .deleteFrom('idempotency_keys')
      .where(rowOf(write))
      .where('expires_at', '<=', moment(this.now()))
      .execute();
    return this.told(await this.takeOrFind(write), write);
  }

  async finish(write: IdempotentWrite, outcome: Outcome): Promise<void> {
    this.#underWay.delete(write);
    await this.db
      .updateTable('idempotency_keys')
      .set({ outcome: maskKeys(JSON.stringify(outcome)) })
      .where(rowOf(write))
      .where('owner', '=', this.#owner)
      .execute();
  }

  async release(write: IdempotentWrite): Promise<void> {
    this.#underWay.delete(write);
    await this.db
      .deleteFrom('idempotency_keys')
      .where(rowOf(write))
      .where('owner', '=', this.#owner)
      .execute();
  }

  /** Says that this process is alive, to whoever asks for the writes that it has under way. */
  async renewLeases(): Promise<void> {
    if (this.#underWay.size === 0) return;
    await this.db
      .updateTable('idempotency_keys')
      .set({ leased_until: moment(this.now(), LEASE_MS) })
      .where('owner', '=', this.#owner)
      .where('outcome', 'is', null)
      .where(
        'key',
        'in',
        [...this.#underWay].map(({ key }) => key),
      )
      .execute();
  }

  private told(known: IdempotencyKeysTable | undefined, write: IdempotentWrite): IdempotencyState {
    return known ? stateOf(known, write, moment(this.now())) : { state: 'new' };
  }

  /** Takes the key; where somebody has it already, finds what that one has left. */
  private async takeOrFind(write: IdempotentWrite): Promise<IdempotencyKeysTable | undefined> {
    for (;;) {
      if (await this.take(write)) return undefined;
      const known = await this.db
        .selectFrom('idempotency_keys')
        .selectAll()
        .where(rowOf(write))
        .executeTakeFirst();
      // Released between the two questions: then it is free.
      if (known) return known;
    }
  }

  private async take(write: IdempotentWrite): Promise<boolean> {
    const now = this.now();
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('idempotency_keys')
      .values({
        tenant_id: write.tenantId,
        key: write.key,
        fingerprint: write.fingerprint,
        owner: this.#owner,
        leased_until: moment(now, LEASE_MS),
        expires_at: moment(now, KEPT_MS),
        outcome: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    this.#underWay.add(write);
    return true;
  }
}
