import { queryOptions } from '@tanstack/react-query';
import { keepCsrfToken, request } from '../api/request.js';
import { invalidate, queryClient, SESSION_KEY } from '../api/query-client.js';

/** A session with a signed-in user. */
export interface SignedIn {
  readonly signed_in: true;
  readonly subject: string;
  readonly tenant: string;
  readonly permissions: readonly string[];
  /** RFC 3339. */
  readonly expires_at: string;
  readonly csrf_token: string;
}

/** No session; `sign_in` lists the available methods. */
export interface SignedOut {
  readonly signed_in: false;
  readonly sign_in: readonly ('link' | 'oidc')[];
}

/** The session of the portal, as the platform returns it. */
export type PortalSession = SignedIn | SignedOut;

/** Whether two sessions belong to the same user and tenant. */
export const isSamePerson = (one: SignedIn, other: SignedIn): boolean =>
  one.subject === other.subject && one.tenant === other.tenant;

const PATH = 'v1/session';

/** The URL that starts the sign-in at the identity provider. */
export const OIDC_START = `${PATH}/oidc/start`;

/** The current session. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async ({ signal }) => kept(await request<PortalSession>(PATH, { signal })),
  refetchOnWindowFocus: 'always',
});

/**
 * Signs in with a one-time code.
 * @throws ApiProblem `sign_in_refused`
 */
export async function signIn(code: string): Promise<void> {
  const session = await request<PortalSession>(PATH, { method: 'POST', body: { code } });
  queryClient.setQueryData<PortalSession>(SESSION_KEY, kept(session));
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  invalidate([SESSION_KEY]);
}

function kept(session: PortalSession): PortalSession {
  keepCsrfToken(session.signed_in ? session.csrf_token : undefined);
  return session;
}
