import { queryOptions } from '@tanstack/react-query';
import { keepCsrfToken } from '../api/csrf.js';
import { changed, queryClient, SESSION_KEY } from '../api/query-client.js';
import { request } from '../api/request.js';
import type { Session } from './session.js';

const PATH = 'v1/session';

/** Where signing in at the identity provider begins. */
export const OIDC_START = `${PATH}/oidc/start`;

/** The session as the platform knows it. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async ({ signal }) => kept(await request<Session>(PATH, { signal })),
  refetchOnWindowFocus: 'always',
});

/**
 * Signs in with a one-time code.
 * @throws ApiProblem `sign_in_refused`
 */
export async function signIn(code: string): Promise<void> {
  const session = await request<Session>(PATH, { method: 'POST', body: { code } });
  queryClient.setQueryData<Session>(SESSION_KEY, kept(session));
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  changed([SESSION_KEY]);
}

function kept(session: Session): Session {
  keepCsrfToken(session.signed_in ? session.csrf_token : undefined);
  return session;
}
