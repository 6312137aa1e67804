import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { moment, type Schema } from '../database/schema.js';

/** Work that one process at a time does on one database. */
export class Lease {
  readonly #holder = randomUUID();

  /** @param now - epoch milliseconds. */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly name: string,
    private readonly now: () => number,
  ) {}

  /**
   * Takes it for a time, or prolongs it, in one statement.
   * @returns false where another process has it.
   */
  async take(ms: number): Promise<boolean> {
    const now = this.now();
    const held = { holder: this.#holder, held_until: moment(now, ms) };
    const { numInsertedOrUpdatedRows } = await this.db
      .insertInto('leases')
      .values({ name: this.name, ...held })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet(held)
          .where((row) =>
            row.or([row('leases.holder', '=', this.#holder), row('leases.held_until', '<=', moment(now))]),
          ),
      )
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** Gives it back, so that nobody has to wait until the time is up. */
  async release(): Promise<void> {
    await this.db
      .deleteFrom('leases')
      .where('name', '=', this.name)
      .where('holder', '=', this.#holder)
      .execute();
  }
}
