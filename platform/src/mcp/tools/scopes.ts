import type { Effect } from 'anthropic-admin-connector';
import type { Principal } from '../../http/request-context.js';
import { covers } from '../../permissions/permissions.js';

/** What a token may be allowed to do, each for itself: none of them includes another. */
export const POWERS = ['read', 'write', 'destructive'] as const;

/** Scopes of a token that are known here, in the order of their power. */
export const scopesFor = (connectorId: string): string[] => POWERS.map((power) => `${connectorId}:${power}`);

/** The one scope that an effect wants. */
export function scopeOf(connectorId: string, { kind, destructive }: Effect): string {
  return `${connectorId}:${kind === 'read' ? 'read' : destructive ? 'destructive' : 'write'}`;
}

/** Which of the known scopes a token has: in its claim `scope`, as OAuth has it, or by its permissions, as Frontegg has them. */
export const grantedTo = (
  { scopes, permissions }: Principal,
  known: readonly string[],
): ReadonlySet<string> =>
  new Set(
    known.filter(
      (scope) => scopes.includes(scope) || permissions.some((permission) => covers(permission, scope)),
    ),
  );
