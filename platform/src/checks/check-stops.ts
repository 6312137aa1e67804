import type { Database } from '../database/database.js';
import { moment } from '../database/schema.js';

/** A round that was stopped because too many keys were refused. Times are RFC 3339. */
export interface CheckStop {
  readonly stoppedAt: string;
  /** No round begins earlier. */
  readonly pausedUntil: string;
  readonly refused: number;
  readonly connections: number;
}

const NAME = 'connection-checks';

/** The last stopped round, which all processes know; it is kept until a later round ends well. */
export class CheckStops {
  constructor(private readonly database: Pick<Database, 'db'>) {}

  /** The last stopped round, if no later one has ended well. */
  async last(): Promise<CheckStop | undefined> {
    const row = await this.database.db
      .selectFrom('check_stops')
      .selectAll()
      .where('name', '=', NAME)
      .executeTakeFirst();
    return (
      row && {
        stoppedAt: row.stopped_at,
        pausedUntil: row.paused_until,
        refused: row.refused,
        connections: row.connections,
      }
    );
  }

  /**
   * Records a stopped round.
   * @param now - epoch milliseconds
   * @param forMs - how long no other round begins
   */
  async add(
    now: number,
    forMs: number,
    { refused, connections }: Pick<CheckStop, 'refused' | 'connections'>,
  ): Promise<CheckStop> {
    const stop = { stoppedAt: moment(now), pausedUntil: moment(now, forMs), refused, connections };
    const row = { stopped_at: stop.stoppedAt, paused_until: stop.pausedUntil, refused, connections };
    await this.database.db
      .insertInto('check_stops')
      .values({ name: NAME, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute();
    return stop;
  }

  /** Forgets the stopped round. */
  async clear(): Promise<void> {
    await this.database.db.deleteFrom('check_stops').where('name', '=', NAME).execute();
  }
}
