import { createHash } from 'node:crypto';
import type { IdempotentWrite } from 'anthropic-admin-connector';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { moment, type Schema } from '../database/schema.js';

/** How long an outcome is kept. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/** What one tenant may have stored, and which percentage of it one subject may. */
export interface OutcomeBounds {
  readonly perTenant: number;
  readonly bytesPerTenant: number;
  readonly subjectShare: number;
}

/** How old a count may get: what other processes have stored meanwhile is not in it. */
export const COUNTED_EVERY_MS = 10_000;

const COUNTS_KEPT = 10_000;

/** The shortest wait that is named. */
const SHORTEST_WAIT_MS = 1_000;

type Owner = Pick<IdempotentWrite, 'tenantId' | 'subject'>;

/** What a tenant or a subject has stored, with what this process has added since it was counted. */
interface Stored {
  writes: number;
  bytes: number;
  /** When the first of them expires, epoch milliseconds. */
  readonly first: number;
}

/** Lets no tenant store more outcomes than its share, and no subject more than its share of those. */
export class OutcomeShares {
  readonly #counts: LRUCache<string, Stored, Owner>;

  /**
   * @param bounds - nothing is bounded if omitted.
   * @param now - epoch milliseconds.
   */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly bounds: OutcomeBounds | undefined,
    private readonly now: () => number,
  ) {
    this.#counts = new LRUCache<string, Stored, Owner>({
      max: COUNTS_KEPT,
      ttl: COUNTED_EVERY_MS,
      ttlResolution: 0,
      perf: { now },
      ignoreFetchAbort: true,
      fetchMethod: (_, __, { context }) => this.#count(context),
    });
  }

  /**
   * Takes a place for a write.
   * @returns how long there is none, milliseconds; undefined where it was taken.
   */
  async take(write: Owner): Promise<number | undefined> {
    const { bounds } = this;
    if (!bounds) return undefined;
    const owners = ownersOf(write);
    const stored = await Promise.all(
      owners.map((owner) => this.#counts.forceFetch(keyOf(owner), { context: owner })),
    );
    const full = stored.find(({ writes, bytes }, index) => {
      const percent = owners[index]?.subject === undefined ? 100 : bounds.subjectShare;
      return writes * 100 >= bounds.perTenant * percent || bytes * 100 >= bounds.bytesPerTenant * percent;
    });
    if (full) return Math.max(SHORTEST_WAIT_MS, full.first - this.now());
    for (const each of stored) each.writes += 1;
    return undefined;
  }

  /** Adds to what is counted already: the bytes of an outcome, or a place that is given back. */
  add(write: Owner, { writes = 0, bytes = 0 }: Partial<Pick<Stored, 'writes' | 'bytes'>>): void {
    for (const owner of ownersOf(write)) {
      const stored = this.#counts.get(keyOf(owner));
      if (!stored) continue;
      stored.writes += writes;
      stored.bytes += bytes;
    }
  }

  async #count({ tenantId, subject }: Owner): Promise<Stored> {
    const now = this.now();
    const { writes, bytes, first } = await this.db
      .selectFrom('idempotency_keys')
      .select(({ fn }) => [
        fn.countAll<number>().as('writes'),
        fn.sum<number | null>('bytes').as('bytes'),
        fn.min('expires_at').as('first'),
      ])
      .where('tenant_id', '=', tenantId)
      .where('expires_at', '>', moment(now))
      .$if(subject !== undefined, (query) => query.where('subject', '=', subjectOf({ tenantId, subject })))
      .executeTakeFirstOrThrow();
    return {
      writes: Number(writes),
      bytes: Number(bytes),
      first: first === null ? now + KEPT_MS : Date.parse(first),
    };
  }
}

/** What is stored of a subject in place of its id. */
export const subjectOf = ({ tenantId, subject }: Owner): string | null =>
  subject === undefined
    ? null
    : createHash('sha256')
        .update(JSON.stringify([tenantId, subject]))
        .digest('base64url');

const ownersOf = ({ tenantId, subject }: Owner): readonly Owner[] =>
  subject === undefined ? [{ tenantId }] : [{ tenantId }, { tenantId, subject }];

const keyOf = ({ tenantId, subject }: Owner): string => JSON.stringify([tenantId, subject]);
