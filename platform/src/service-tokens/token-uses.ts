import type { Kysely } from 'kysely';
import type { Database } from '../database/database.js';
import { moment, type Schema } from '../database/schema.js';

/** How often what was counted is written, milliseconds: a request causes no write of its own. */
export const WRITTEN_MS = 5_000;

const HOUR_CHARACTERS = 13;
const DAY_MS = 24 * 60 * 60 * 1000;

/** How often a token was used. */
export interface TokenUse {
  /** RFC 3339; null where it never was. */
  readonly lastUsedAt: string | null;
  /** Requests of the last 24 hours, to the hour. */
  readonly calls: number;
  /** Of the last 24 hours: requests in which something was refused to it. */
  readonly refusals: number;
}

interface Count {
  readonly tokenId: string;
  readonly hour: string;
  calls: number;
  refusals: number;
  lastAt: string | null;
}

/** Counts the requests of service tokens by the hour, in memory first. */
export class TokenUses {
  #counts = new Map<string, Count>();

  constructor(
    private readonly database: Pick<Database, 'db'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts a request of a token, or a refusal. */
  note(tokenId: string, use: 'call' | 'refusal'): void {
    const at = moment(this.now());
    const hour = at.slice(0, HOUR_CHARACTERS);
    const key = `${tokenId} ${hour}`;
    const count = this.#counts.get(key) ?? { tokenId, hour, calls: 0, refusals: 0, lastAt: null };
    this.#counts.set(key, count);
    if (use === 'refusal') count.refusals += 1;
    else {
      count.calls += 1;
      count.lastAt = at;
    }
  }

  /** Writes what was counted; what cannot be written is counted again with the next. */
  async flush(): Promise<void> {
    const counts = this.#counts;
    if (counts.size === 0) return;
    this.#counts = new Map();
    try {
      await this.database.db.transaction().execute(async (transaction) => {
        for (const count of counts.values()) await add(transaction, count);
      });
    } catch (error) {
      for (const [key, count] of counts) this.#merge(key, count);
      throw error;
    }
  }

  /** The uses of tokens by their id. */
  async of(tokenIds: readonly string[]): Promise<Map<string, TokenUse>> {
    await this.flush();
    if (tokenIds.length === 0) return new Map();
    const since = moment(this.now(), -DAY_MS).slice(0, HOUR_CHARACTERS);
    const rows = await this.database.db
      .selectFrom('service_token_uses')
      .selectAll()
      .where('token_id', 'in', tokenIds)
      .execute();
    const uses = new Map<string, TokenUse>();
    for (const { token_id: id, hour, calls, refusals, last_at: lastAt } of rows) {
      const before = uses.get(id) ?? { lastUsedAt: null, calls: 0, refusals: 0 };
      const isCounted = hour > since;
      uses.set(id, {
        lastUsedAt: hour === '' ? lastAt : before.lastUsedAt,
        calls: before.calls + (isCounted ? Number(calls) : 0),
        refusals: before.refusals + (isCounted ? Number(refusals) : 0),
      });
    }
    return uses;
  }

  #merge(key: string, count: Count): void {
    const later = this.#counts.get(key);
    this.#counts.set(key, {
      ...count,
      calls: count.calls + (later?.calls ?? 0),
      refusals: count.refusals + (later?.refusals ?? 0),
      lastAt: later?.lastAt ?? count.lastAt,
    });
  }
}

async function add(db: Kysely<Schema>, { tokenId, hour, calls, refusals, lastAt }: Count): Promise<void> {
  await db
    .insertInto('service_token_uses')
    .values({ token_id: tokenId, hour, calls, refusals, last_at: null })
    .onConflict((conflict) =>
      conflict.columns(['token_id', 'hour']).doUpdateSet((update) => ({
        calls: update('service_token_uses.calls', '+', calls),
        refusals: update('service_token_uses.refusals', '+', refusals),
      })),
    )
    .execute();
  if (lastAt === null) return;
  await db
    .insertInto('service_token_uses')
    .values({ token_id: tokenId, hour: '', calls: 0, refusals: 0, last_at: lastAt })
    .onConflict((conflict) =>
      conflict
        .columns(['token_id', 'hour'])
        .doUpdateSet({ last_at: lastAt })
        .where('service_token_uses.last_at', '<', lastAt),
    )
    .execute();
}

/** Removes the counts of hours that are over. */
export async function forgetUses({ db }: Pick<Database, 'db'>, now = Date.now()): Promise<void> {
  const before = moment(now, -2 * DAY_MS).slice(0, HOUR_CHARACTERS);
  await db.deleteFrom('service_token_uses').where('hour', '!=', '').where('hour', '<', before).execute();
}
