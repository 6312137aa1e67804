import type { Effect } from 'anthropic-admin-connector';
import type { Principal } from '../../http/request-context.js';
import { covers } from '../../permissions/permissions.js';

/** What a scope allows. No power includes another. */
export const POWERS = ['read', 'write', 'destructive'] as const;

/** Lists the scopes of a connector, from the weakest to the strongest. */
export const scopesFor = (connectorId: string): string[] => POWERS.map((power) => `${connectorId}:${power}`);

/** Returns the scope that an effect requires. */
export function scopeOf(connectorId: string, { kind, destructive }: Effect): string {
  return `${connectorId}:${kind === 'read' ? 'read' : destructive ? 'destructive' : 'write'}`;
}

/** Returns the known scopes that a token grants, by its claim `scope` (OAuth) or by its permissions (Frontegg). */
export const grantedTo = (
  { scopes, permissions }: Principal,
  known: readonly string[],
): ReadonlySet<string> =>
  new Set(
    known.filter(
      (scope) => scopes.includes(scope) || permissions.some((permission) => covers(permission, scope)),
    ),
  );
