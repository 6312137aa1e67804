import type { PolicyMode } from '../../config/platform.config.js';
import type { Database } from '../../database/database.js';
import { moment, type PolicySetsTable } from '../../database/schema.js';
import { AlteredSet, digestOf, type SealedSet } from '../../auth/sealed-set.js';
import type { RowSeal } from '../../security/seal.js';
import { stateIn, stateValue, WATCHED, type PolicyState } from '../../stores/policy-state.js';
import { DEFAULT_POLICIES } from '../defaults.js';

const STATES: Readonly<Record<PolicyMode, PolicyState>> = {
  on: { on: 0, watch: null, exempt: [] },
  watch: WATCHED,
  off: { on: null, watch: null, exempt: [] },
};

/** A version of the policies of a tenant. */
export interface PolicyVersion {
  readonly version: number;
  readonly text: string;
  readonly timeZone: string;
  readonly reason: string;
  readonly createdBy: string;
  /** RFC 3339. */
  readonly createdAt: string;
}

/** A version without its text. */
export type PolicyVersionHead = Omit<PolicyVersion, 'text'>;

/** What a version is made of. */
export type NewPolicies = Omit<PolicyVersion, 'version' | 'createdAt'>;

/** The policies of a tenant, or which of them hold, were altered outside of the platform. */
export class AlteredPolicies extends Error {
  override readonly name = 'AlteredPolicies';
}

/** A tenant has as many versions as it may. */
export class TooManyVersions extends Error {
  override readonly name = 'TooManyVersions';
}

/** The most versions of a tenant. */
export const MAX_VERSIONS = 5_000;

const SHIPPED = '2026-11-30T00:00:00.000Z';

/** What the platform ships, as version 0 of every tenant. */
const VERSION_0: PolicyVersion = {
  version: 0,
  text: DEFAULT_POLICIES,
  timeZone: 'UTC',
  reason: 'Shipped with the platform.',
  createdBy: 'platform',
  createdAt: SHIPPED,
};

/** The policies of tenants and which of them hold, in the platform's database. */
export class PolicyStore {
  /** @param now - epoch milliseconds. */
  constructor(
    private readonly database: Pick<Database, 'db'>,
    private readonly seal: RowSeal,
    private readonly set: SealedSet,
    private readonly mode: PolicyMode,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Which versions of a tenant hold, at most a second old.
   * @throws AlteredPolicies
   */
  async state(tenantId: string): Promise<PolicyState> {
    const value = (await this.set.shardWith(tenantId).catch(asAltered))[digestOf(tenantId)];
    return value === undefined ? STATES[this.mode] : stateIn(value);
  }

  /**
   * A version of a tenant; undefined where it has none with this number.
   * @throws AlteredPolicies
   */
  async version(tenantId: string, version: number): Promise<PolicyVersion | undefined> {
    if (version === 0) return VERSION_0;
    const row = await this.database.db
      .selectFrom('policy_sets')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('version', '=', version)
      .executeTakeFirst();
    if (!row) return undefined;
    if (!this.seal.isWhole(row.mac, 'policy', sealed(row))) throw new AlteredPolicies();
    return { ...headOf(row), text: row.text };
  }

  /** Versions of a tenant, newest first, without their texts; the shipped one is the last. */
  async versions(tenantId: string, limit: number, before?: number): Promise<PolicyVersionHead[]> {
    const rows = await this.database.db
      .selectFrom('policy_sets')
      .select(['version', 'time_zone', 'reason', 'created_by', 'created_at'])
      .where('tenant_id', '=', tenantId)
      .$if(before !== undefined, (query) => query.where('version', '<', before ?? 0))
      .orderBy('version', 'desc')
      .limit(limit)
      .execute();
    const { text: _, ...shipped } = VERSION_0;
    return [...rows.map(headOf), ...(rows.length < limit && before !== 0 ? [shipped] : [])];
  }

  /**
   * Adds a version, which does not hold yet.
   * @returns its number.
   * @throws TooManyVersions
   */
  async add(tenantId: string, given: NewPolicies): Promise<number> {
    const { text, timeZone, reason, createdBy } = given;
    for (;;) {
      const [latest] = await this.versions(tenantId, 1);
      const version = (latest?.version ?? 0) + 1;
      if (version > MAX_VERSIONS) throw new TooManyVersions();
      const row = {
        tenant_id: tenantId,
        version,
        text,
        time_zone: timeZone,
        reason,
        created_by: createdBy,
        created_at: moment(this.now()),
      };
      const { numInsertedOrUpdatedRows: inserted } = await this.database.db
        .insertInto('policy_sets')
        .values({ ...row, mac: this.seal.macOf('policy', sealed(row)) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      // Another process may have taken the number meanwhile.
      if (inserted === 1n) return version;
    }
  }

  /**
   * Changes which versions hold.
   * @param repairs - whether a part of the set that was altered starts again, with what holds for tenants that have set nothing
   * @throws AlteredPolicies
   */
  async change(
    tenantId: string,
    changed: (state: PolicyState) => PolicyState,
    repairs = false,
  ): Promise<PolicyState> {
    let state = STATES[this.mode];
    const next = (before: string | undefined): string => {
      state = changed(before === undefined ? STATES[this.mode] : stateIn(before));
      return stateValue(state, this.now());
    };
    const rebuild = async (_: unknown, shard: number): Promise<Record<string, string>> => {
      if (repairs) return {};
      throw new AlteredSet(shard);
    };
    await this.database.db
      .transaction()
      .execute((transaction) => this.set.put(transaction, tenantId, next, rebuild))
      .catch(asAltered);
    this.set.forgetRead();
    return state;
  }
}

const sealed = (row: Omit<PolicySetsTable, 'mac' | 'created_by'>): (string | number)[] => [
  row.tenant_id,
  row.version,
  row.text,
  row.time_zone,
  row.reason,
  row.created_at,
];

const headOf = (row: Omit<PolicySetsTable, 'mac' | 'text' | 'tenant_id'>): PolicyVersionHead => ({
  version: row.version,
  timeZone: row.time_zone,
  reason: row.reason,
  createdBy: row.created_by,
  createdAt: row.created_at,
});

function asAltered(error: unknown): never {
  throw error instanceof AlteredSet ? new AlteredPolicies() : error;
}
