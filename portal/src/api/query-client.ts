import { MutationCache, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query';
import { isProblem } from './api-problem.js';
import { isReachable, onConnectivity } from './connectivity.js';
import { announce, onAnnounced } from './tabs.js';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** What the mutation changes: fetched again here and in the other tabs once it has succeeded. */
      readonly changes?: readonly QueryKey[];
    };
  }
}

/** The key of the session, which a 401 makes doubtful. */
export const SESSION_KEY = ['session'] as const;

const RETRIES = 2;

/** Everything that the page has fetched. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: doubtSession }),
  mutationCache: new MutationCache({
    onError: doubtSession,
    onSuccess: (_data, _variables, _result, { meta }) => changed(meta?.changes ?? []),
  }),
  defaultOptions: {
    queries: { networkMode: 'always', staleTime: 5_000, retry: isPassing },
    mutations: { networkMode: 'always', retry: false, gcTime: 0 },
  },
});

/** Has what these keys stand for fetched again, here and in the other tabs. */
export function changed(keys: readonly QueryKey[]): void {
  if (keys.length === 0) return;
  refetch(keys);
  announce(keys);
}

/** Asks whether the session still holds, after an answer that says it does not. */
export function doubtSession(error: unknown): void {
  if (isProblem(error, 'unauthenticated') || isProblem(error, 'csrf_refused')) refetch([SESSION_KEY]);
}

function refetch(keys: readonly QueryKey[]): void {
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
}

/** A fault of the server may pass; an unreachable platform is waited for, not asked again. */
function isPassing(failures: number, error: unknown): boolean {
  return failures < RETRIES && isProblem(error) && error.status >= 500;
}

onAnnounced(refetch);
onConnectivity(() => {
  if (isReachable()) void queryClient.invalidateQueries();
});
