import type { Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';
import { moment, type Schema } from './schema.js';

/** A lock in the database for work that one process at a time does. It expires unless extended. */
export class Lease {
  readonly #holder = randomUUID();

  /** @param now - epoch milliseconds. */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly name: string,
    private readonly now: () => number,
  ) {}

  /**
   * Acquires or extends the lease in one statement.
   * @param ms - how long it is held
   * @returns false if another process holds it
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

  /** Releases the lease before it expires. */
  async release(): Promise<void> {
    await this.db
      .deleteFrom('leases')
      .where('name', '=', this.name)
      .where('holder', '=', this.#holder)
      .execute();
  }
}
