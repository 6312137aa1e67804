import { shownName } from '../permissions/token-limits.js';
import type { ListedToken, MadeToken, TokenState } from './token-store.js';
import type { StoredToken } from './token-row.js';
import type { TokenUse } from './token-uses.js';

/** A token in a response; never its secret. */
export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly state: TokenState;
  readonly kind?: StoredToken['kind'];
  readonly preset?: string | null;
  readonly permissions?: readonly string[];
  /** Null for all. */
  readonly actions?: readonly string[] | null;
  /** Null for all. */
  readonly connections?: readonly string[] | null;
  /** Null for all. */
  readonly addresses?: readonly string[] | null;
  readonly expires_at?: string;
  readonly made_at?: string;
  /** Null for the operator. */
  readonly made_by?: string | null;
  readonly rotated_at?: string | null;
  /** Until when the secret before the last rotation counts; null where it does not. */
  readonly previous_until?: string | null;
  readonly ended_at?: string | null;
  readonly last_used_at: string | null;
  readonly calls_24h: number;
  readonly refusals_24h: number;
}

/** A token with its secret, which no other response has. */
export interface MadeTokenView extends TokenView {
  readonly token: string;
}

const UNUSED: TokenUse = { lastUsedAt: null, calls: 0, refusals: 0 };

/** Shows a token; one whose row was altered with its id alone. */
export const tokenView = ({ id, name, token, state }: ListedToken, use = UNUSED): TokenView => ({
  id,
  name,
  state,
  ...(token && {
    kind: token.kind,
    preset: token.preset,
    permissions: token.permissions,
    actions: token.actions && token.actions.map(shownName),
    connections: token.connections,
    addresses: token.addresses,
    expires_at: token.expiresAt,
    made_at: token.madeAt,
    made_by: token.madeBy,
    rotated_at: token.rotatedAt,
    previous_until: token.previousUntil,
    ended_at: token.endedAt,
  }),
  last_used_at: use.lastUsedAt,
  calls_24h: use.calls,
  refusals_24h: use.refusals,
});

/** Shows a token that was made now. */
export const madeView = ({ secret, token }: MadeToken): MadeTokenView => ({
  ...tokenView({ id: token.id, name: token.name, token, state: 'in_force' }),
  token: secret,
});
