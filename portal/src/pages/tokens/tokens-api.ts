import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.js';

/** A service token; never its secret. Only id, name and state are known of one that was altered. */
export interface ServiceToken {
  readonly id: string;
  readonly name: string;
  readonly state: 'in_force' | 'expired' | 'revoked' | 'altered';
  readonly kind?: TokenKind;
  readonly preset?: string | null;
  readonly actions?: readonly string[] | null;
  readonly connections?: readonly string[] | null;
  readonly addresses?: readonly string[] | null;
  readonly permissions?: readonly string[];
  /** RFC 3339. */
  readonly made_at?: string;
  readonly expires_at?: string;
  readonly previous_until?: string | null;
  readonly last_used_at: string | null;
  readonly calls_24h: number;
  readonly refusals_24h: number;
}

/** Who uses a token. */
export type TokenKind = 'agent' | 'script';

/** A token that was made now, with its secret. */
export interface MadeToken extends ServiceToken {
  readonly token: string;
}

/** What a token can be made of, in words. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** The fields of a new token. */
export interface NewToken {
  readonly name: string;
  readonly kind: TokenKind;
  readonly preset?: string;
  readonly actions?: readonly string[];
  readonly connections?: readonly string[];
  readonly addresses?: readonly string[];
  readonly expires_in: string;
}

const PATH = 'v1/service-tokens';

/** What a change of a token changes. */
export const TOKEN_CHANGES = [['service-tokens']];

/** All tokens of the tenant. */
export const tokensQuery = queryOptions({
  queryKey: ['service-tokens'],
  queryFn: async ({ signal }) =>
    (await request<{ data: readonly ServiceToken[] }>(`${PATH}?limit=1000`, { signal })).data,
});

/** The presets. */
export const presetsQuery = queryOptions({
  queryKey: ['service-token-presets'],
  queryFn: async ({ signal }) =>
    (await request<{ data: readonly Preset[] }>(`${PATH}/presets`, { signal })).data,
  staleTime: Infinity,
});

/** Makes a token. */
export const makeToken = (body: NewToken): Promise<MadeToken> => request(PATH, { method: 'POST', body });

/** Gives a token another secret; the one before counts for a day. */
export const rotateToken = (id: string): Promise<MadeToken> =>
  request(`${PATH}/${id}/rotate`, { method: 'POST', body: {} });

/** Ends a token. */
export const revokeToken = (id: string): Promise<void> => request(`${PATH}/${id}`, { method: 'DELETE' });
