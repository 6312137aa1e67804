import type { Kysely, Transaction } from 'kysely';
import { moment, type Schema } from '../database/schema.js';
import type { SwitchState } from './switch-state.js';

/** The tenant and the connector that switches belong to. */
export interface SwitchOwner {
  readonly tenantId: string;
  readonly connector: string;
}

/** A change of switches; what it does not name stays as it is. */
export interface SwitchChange {
  readonly readOnly?: boolean;
  readonly off?: readonly string[];
  readonly on?: readonly string[];
  /** Turns on every action that `off` does not name. */
  readonly onlyThese?: boolean;
}

/** Means every action that writes. No action has such an id. */
export const WRITES = '*';

/** The switches in the platform's database. */
export class SwitchStore {
  /** @param now - epoch milliseconds. */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Reads what a tenant has switched off. */
  async read({ tenantId, connector }: SwitchOwner): Promise<SwitchState> {
    const rows = await this.db
      .selectFrom('action_switches')
      .select(['switched_off', 'changed_by', 'changed_at'])
      .where('tenant_id', '=', tenantId)
      .where('connector', '=', connector)
      .execute();
    const off = new Set(rows.map(({ switched_off }) => switched_off));
    const all = rows.find(({ switched_off }) => switched_off === WRITES);
    return {
      readOnly: off.delete(WRITES),
      ...(all && { readOnlySince: { by: all.changed_by, at: all.changed_at } }),
      off,
    };
  }

  /** Changes switches in one transaction. */
  async move(owner: SwitchOwner, change: SwitchChange, actorId: string): Promise<void> {
    const { readOnly, off = [], on = [], onlyThese = false } = change;
    await this.db.transaction().execute(async (transaction) => {
      if (onlyThese) await turnOn(transaction, owner);
      await turnOn(transaction, owner, [...on, ...(readOnly === false ? [WRITES] : [])]);
      await this.turnOff(transaction, owner, [...off, ...(readOnly === true ? [WRITES] : [])], actorId);
    });
  }

  private async turnOff(
    transaction: Transaction<Schema>,
    { tenantId, connector }: SwitchOwner,
    names: readonly string[],
    actorId: string,
  ): Promise<void> {
    if (names.length === 0) return;
    const changed = { changed_by: actorId, changed_at: moment(this.now()) };
    await transaction
      .insertInto('action_switches')
      .values(names.map((name) => ({ tenant_id: tenantId, connector, switched_off: name, ...changed })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Turns names on; every action, but not read-only mode, if none are given. */
async function turnOn(
  transaction: Transaction<Schema>,
  { tenantId, connector }: SwitchOwner,
  names?: readonly string[],
): Promise<void> {
  if (names?.length === 0) return;
  await transaction
    .deleteFrom('action_switches')
    .where('tenant_id', '=', tenantId)
    .where('connector', '=', connector)
    .$if(names === undefined, (query) => query.where('switched_off', '!=', WRITES))
    .$if(names !== undefined, (query) => query.where('switched_off', 'in', names ?? []))
    .execute();
}
