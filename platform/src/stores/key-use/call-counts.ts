import type { ConnectionRef } from 'anthropic-admin-connector';
import type { Kysely } from 'kysely';
import { moment, type Schema } from '../../database/schema.js';

/** The calls of a connection on one day. */
export interface CountedDay extends ConnectionRef {
  /** Such as `2026-11-30`. */
  readonly day: string;
}

/** Counts the calls of connections by day, in the database that all processes share. */
export class CallCounts {
  constructor(private readonly db: Kysely<Schema>) {}

  /** The calls of a day so far. */
  async read(of: CountedDay): Promise<number> {
    const row = await this.db
      .selectFrom('key_use_counts')
      .select('calls')
      .where((where) => where.and(columnsOf(of)))
      .executeTakeFirst();
    return row?.calls ?? 0;
  }

  /** Counts one call more, in one statement. @returns false where the day has `most` already. */
  async take(of: CountedDay, most: number): Promise<boolean> {
    const taken = await this.db
      .insertInto('key_use_counts')
      .values({ ...columnsOf(of), calls: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'connector', 'name', 'day'])
          .doUpdateSet((update) => ({ calls: update('key_use_counts.calls', '+', 1) }))
          .where('key_use_counts.calls', '<', most),
      )
      .returning('calls')
      .executeTakeFirst();
    return taken !== undefined;
  }

  /** Takes one call off the count, because nothing was sent for it. */
  async giveBack(of: CountedDay): Promise<void> {
    await this.db
      .updateTable('key_use_counts')
      .set((update) => ({ calls: update('calls', '-', 1) }))
      .where((where) => where.and(columnsOf(of)))
      .where('calls', '>', 0)
      .execute();
  }
}

/** No time zone is further behind UTC than a day. */
const KEPT_MS = 2 * 24 * 60 * 60_000;
const DAY_CHARACTERS = 10;

/** Removes the counts of days that are over everywhere. */
export async function forgetCounts(db: Kysely<Schema>, now = Date.now()): Promise<void> {
  const before = moment(now - KEPT_MS).slice(0, DAY_CHARACTERS);
  await db.deleteFrom('key_use_counts').where('day', '<', before).execute();
}

const columnsOf = ({ tenantId, connector, name, day }: CountedDay) => ({
  tenant_id: tenantId,
  connector,
  name,
  day,
});
