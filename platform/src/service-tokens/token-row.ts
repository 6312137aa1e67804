import { digestOf } from '../auth/sealed-set.js';
import type { ServiceTokensTable } from '../database/schema.js';
import type { Principal } from '../http/request-context.js';
import type { RowSeal } from '../security/seal.js';
import type { Grant } from './grant.js';

/** A token as it is stored. */
export interface StoredToken extends Grant {
  readonly id: string;
  readonly tenantId: string;
  readonly version: number;
  readonly name: string;
  readonly preset: string | null;
  readonly hash: string;
  readonly previousHash: string | null;
  readonly previousUntil: string | null;
  readonly madeAt: string;
  readonly madeBy: string | null;
  readonly rotatedAt: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  /** The tokens that it was made with, the first one first. */
  readonly ancestors: readonly string[];
  /** Who else has got a secret of it that may still count: who has rotated it, the last one last. */
  readonly holders?: readonly Holder[];
}

/** Who has rotated a token, and when (RFC 3339). */
export interface Holder {
  readonly id: string;
  readonly at: string;
}

interface Grants extends Pick<Grant, 'permissions' | 'actions' | 'connections' | 'addresses'> {
  readonly ancestors: readonly string[];
  readonly holders?: readonly Holder[];
}

/** The row of a token. */
export function rowOf(seal: RowSeal, token: StoredToken): ServiceTokensTable {
  const { permissions, actions, connections, addresses, ancestors, holders } = token;
  const row = {
    id: token.id,
    tenant_id: token.tenantId,
    version: token.version,
    name: token.name,
    kind: token.kind,
    preset: token.preset,
    grants: JSON.stringify({
      permissions,
      actions,
      connections,
      addresses,
      ancestors,
      ...(holders && { holders }),
    } satisfies Grants),
    hash: token.hash,
    previous_hash: token.previousHash,
    previous_until: token.previousUntil,
    expires_at: token.expiresAt,
    made_at: token.madeAt,
    made_by: token.madeBy,
    rotated_at: token.rotatedAt,
    ended_at: token.endedAt,
    ended_by: token.endedBy,
  };
  return { ...row, mac: seal.macOf('service-token', sealed(row)) };
}

/** The token of a row; undefined where the row is not as it was written. */
export function tokenOf(seal: RowSeal, row: ServiceTokensTable): StoredToken | undefined {
  if (!seal.isWhole(row.mac, 'service-token', sealed(row))) return undefined;
  return {
    id: row.id,
    tenantId: row.tenant_id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    preset: row.preset,
    ...(JSON.parse(row.grants) as Grants),
    hash: row.hash,
    previousHash: row.previous_hash,
    previousUntil: row.previous_until,
    expiresAt: row.expires_at,
    madeAt: row.made_at,
    madeBy: row.made_by,
    rotatedAt: row.rotated_at,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
  };
}

const sealed = (row: Omit<ServiceTokensTable, 'mac'>): (string | number | null)[] => [
  row.id,
  row.tenant_id,
  row.version,
  row.name,
  row.kind,
  row.preset,
  row.grants,
  row.hash,
  row.previous_hash,
  row.previous_until,
  row.expires_at,
  row.made_at,
  row.made_by,
  row.rotated_at,
  row.ended_at,
  row.ended_by,
];

/** What the set of those in force knows of a token: until when it lasts, whose it is, and which row of it counts. */
export const standingOf = ({ expiresAt, tenantId, madeBy, version }: StoredToken): string =>
  [expiresAt, digestOf(tenantId), digestOf(madeBy ?? ''), version].join(' ');

/** Whether what the set knows is of a tenant, and of a subject where one is given. */
export const isStandingOf =
  (tenantId: string, subject: string | undefined) =>
  (standing: string): boolean => {
    const [, tenant, maker] = standing.split(' ');
    return tenant === digestOf(tenantId) && (subject === undefined || maker === digestOf(subject));
  };

/** The caller whose token it is. */
export const principalOf = (token: StoredToken): Principal => ({
  tenantId: token.tenantId,
  actor: { id: token.id, type: token.kind === 'agent' ? 'agent' : 'service' },
  roles: [],
  permissions: token.permissions,
  scopes: [],
  token: {
    id: token.id,
    name: token.name,
    kind: token.kind,
    ...(token.actions && { actions: new Set(token.actions) }),
    ...(token.connections && { connections: new Set(token.connections) }),
    ...(token.addresses && { addresses: token.addresses }),
    expiresAt: token.expiresAt,
    ...(token.madeBy !== null && { madeBy: token.madeBy }),
    ...(token.holders && { holders: token.holders.map(({ id }) => id) }),
    ancestors: token.ancestors,
  },
  issued: { tokenId: token.id, at: Date.parse(token.madeAt) },
});
