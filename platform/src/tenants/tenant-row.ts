import type { TenantsTable } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';

/** What the operator has set for a tenant. */
export interface TenantSettings {
  readonly state: TenantsTable['state'];
  /** Why it is disabled, in the operator's words. */
  readonly reason: string | null;
  /** Requests to the platform per minute; null for the limit of all. */
  readonly throttle: number | null;
  /** Requests to the API per minute; null for all that its organization allows. */
  readonly budget: number | null;
}

/** The settings of a tenant as they are stored. */
export interface StoredTenant extends TenantSettings {
  /** RFC 3339. */
  readonly changedAt: string;
  /** The row is not as it was written: its tenant counts as disabled. */
  readonly altered: boolean;
}

/** The settings of a tenant for which there are none. */
export const UNSET: TenantSettings = { state: 'enabled', reason: null, throttle: null, budget: null };

/** Reads a row. One that is not as it was written enables no tenant, and sets no limit. */
export function tenantOf(seal: RowSeal, row: TenantsTable): StoredTenant {
  const { changed_at: changedAt, mac, ...rest } = row;
  if (!seal.isWhole(mac, 'tenant', sealed(row)))
    return { ...UNSET, state: 'disabled', changedAt, altered: true };
  return {
    state: rest.state,
    reason: rest.reason,
    throttle: rest.throttle_per_minute,
    budget: rest.budget_per_minute,
    changedAt,
    altered: false,
  };
}

/** Makes the row of settings. */
export function tenantRow(
  seal: RowSeal,
  tenantId: string,
  { state, reason, throttle, budget }: TenantSettings,
  { version, changedAt }: { readonly version: number; readonly changedAt: string },
): TenantsTable {
  const row = {
    tenant_id: tenantId,
    version,
    state,
    reason,
    throttle_per_minute: throttle,
    budget_per_minute: budget,
    changed_at: changedAt,
  };
  return { ...row, mac: seal.macOf('tenant', sealed(row)) };
}

const sealed = (row: Omit<TenantsTable, 'mac'>): (string | number | null)[] => [
  row.tenant_id,
  row.version,
  row.state,
  row.reason,
  row.throttle_per_minute,
  row.budget_per_minute,
  row.changed_at,
];
