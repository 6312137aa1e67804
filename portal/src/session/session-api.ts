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

let last: SignedIn | undefined;
const listeners = new Set<() => void>();

/** Calls back when another person signs in: nothing that is kept of the one before may be shown to them. */
export const onOtherPerson = (listener: () => void): void => void listeners.add(listener);

function kept(session: PortalSession): PortalSession {
  keepCsrfToken(session.signed_in ? session.csrf_token : undefined);
  if (!session.signed_in) return session;
  const before = last;
  last = session;
  if (before && !isSamePerson(before, session)) for (const listener of listeners) listener();
  if (before && !mayTheSame(before, session)) forgetResponses();
  return session;
}

/** Whether what one session has read may be shown in another. */
const mayTheSame = (one: SignedIn, other: SignedIn): boolean =>
  isSamePerson(one, other) && [...one.permissions].sort().join() === [...other.permissions].sort().join();

/** Forgets every response but the session; what is shown is read again. */
const forgetResponses = (): void =>
  void queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
