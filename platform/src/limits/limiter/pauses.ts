import { sql } from 'kysely';
import type { Database } from '../../database/database.js';

/** A pause of the limiter: no request of these connections is sent before it ends. */
export interface Pause {
  /** The key of the limiter. */
  readonly key: string;
  /** Epoch milliseconds, by the clock of the database. */
  readonly until: number;
  /** What is left of it, milliseconds. */
  readonly forMs: number;
  readonly connector: string;
  /** Null where the organization is not known yet; the tenant alone is paused then. */
  readonly organization: { readonly id: string; readonly name: string } | null;
  /** The tenants with a connection to the organization, sorted. */
  readonly tenants: readonly string[];
}

/** Selects pauses; without a field, all of them. */
export interface PauseFilter {
  readonly tenant?: string | undefined;
  /** Id of the organization. */
  readonly organization?: string | undefined;
}

/** The pauses that have not ended, the longest first. */
export async function listPauses(database: Database, filter: PauseFilter = {}): Promise<Pause[]> {
  const { db, engine } = database;
  const rows = await db
    .selectFrom('limiter_keys')
    .select(['key', 'paused_until', sql<number | string>`${engine.clock}`.as('now')])
    .where('paused_until', '>', engine.clock)
    .orderBy('paused_until', 'desc')
    .execute();
  const owners = await ownersOf(
    database,
    rows.map(({ key }) => key),
  );
  return rows
    .map(({ key, paused_until: until, now }) => ({
      key,
      until,
      forMs: until - Number(now),
      ...(owners.get(key) ?? ownerIn(key)),
    }))
    .filter(({ tenants, organization }) => {
      const ofTenant = filter.tenant === undefined || tenants.includes(filter.tenant);
      return ofTenant && (filter.organization === undefined || organization?.id === filter.organization);
    });
}

/**
 * Ends pauses in every process, and takes back the slots that were granted for later: a call that waits for one keeps its
 * time, the next requests do not.
 */
export async function endPauses({ db, engine }: Database, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await db.transaction().execute(async (transaction) => {
      await transaction
        .selectFrom('limiter_keys')
        .select('key')
        .where('key', '=', key)
        .$if(engine.locksRows, (query) => query.forUpdate())
        .execute();
      await transaction
        .deleteFrom('limiter_slots')
        .where('key', '=', key)
        .where('at', '>', engine.clock)
        .execute();
      const last = await transaction
        .selectFrom('limiter_slots')
        .select(['slot', 'at'])
        .where('key', '=', key)
        .orderBy('slot', 'desc')
        .limit(1)
        .executeTakeFirst();
      await transaction
        .updateTable('limiter_keys')
        .set({ paused_until: 0, last_slot: last?.slot ?? 0, last_at: last?.at ?? 0 })
        .where('key', '=', key)
        .execute();
    });
  }
}

/** Whether a connection belongs to an organization, or the limiter counts its requests. */
export async function knowsOrganization({ db }: Database, id: string): Promise<boolean> {
  const connection = await db
    .selectFrom('connections')
    .select('id')
    .where('organization_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (connection) return true;
  const keys = await db.selectFrom('limiter_keys').select('key').execute();
  return keys.some(({ key }) => ownerIn(key).organization?.id === id);
}

type Owner = Pick<Pause, 'connector' | 'organization' | 'tenants'>;

/** What a key of the limiter says of its connections: see `limiterKeyOf`. */
function ownerIn(key: string): Owner {
  if (key.startsWith('[')) {
    const [connector = '', tenant = ''] = JSON.parse(key) as string[];
    return { connector, organization: null, tenants: [tenant] };
  }
  const cut = key.lastIndexOf(' ');
  return { connector: key.slice(0, cut), organization: { id: key.slice(cut + 1), name: '' }, tenants: [] };
}

async function ownersOf({ db }: Database, keys: readonly string[]): Promise<Map<string, Owner>> {
  const ids = keys.map((key) => ownerIn(key).organization?.id).filter((id) => id !== undefined);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('connections')
    .select(['connector', 'organization_id', 'organization_name', 'tenant_id'])
    .distinct()
    .where('organization_id', 'in', ids)
    .where('key_id', 'is not', null)
    .orderBy('tenant_id')
    .execute();
  const owners = new Map<string, Owner>();
  for (const { connector, organization_id: id, organization_name: name, tenant_id: tenant } of rows) {
    const key = `${connector} ${id}`;
    const tenants = [...new Set([...(owners.get(key)?.tenants ?? []), tenant])];
    owners.set(key, { connector, organization: { id: id ?? '', name: name ?? '' }, tenants });
  }
  return owners;
}
