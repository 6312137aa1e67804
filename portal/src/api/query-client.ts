import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { isProblem } from './api-problem.js';
import { isReachable, onConnectivity } from './connectivity.js';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The query keys to invalidate after success, in this tab and in others. */
      readonly changes?: readonly QueryKey[];
    };
  }
}

const channel = new BroadcastChannel('integrations-portal');

/** The query key of the session, which a 401 invalidates. */
export const SESSION_KEY = ['session'] as const;

const RETRIES = 2;

/** The query cache of the page. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: recheckSession }),
  mutationCache: new MutationCache({
    onError: recheckSession,
    onSuccess: (_data, _variables, _result, { meta }) => invalidate(meta?.changes ?? []),
  }),
  defaultOptions: {
    queries: { networkMode: 'always', staleTime: 5_000, retry: isPassing },
    mutations: { networkMode: 'always', retry: false, gcTime: 0 },
  },
});

/** Invalidates query keys in this tab and in others. */
export function invalidate(keys: readonly QueryKey[]): void {
  if (keys.length === 0) return;
  refetch(keys);
  channel.postMessage(keys);
}

/** Refetches the session after a response that says it is invalid. */
export function recheckSession(error: unknown): void {
  if (isProblem(error, 'unauthenticated') || isProblem(error, 'csrf_refused')) refetch([SESSION_KEY]);
}

function refetch(keys: readonly QueryKey[]): void {
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
}

/** Server errors are retried; an unreachable platform is polled instead. */
function isPassing(failures: number, error: unknown): boolean {
  return failures < RETRIES && isProblem(error) && error.status >= 500;
}

channel.addEventListener('message', ({ data }: MessageEvent<readonly QueryKey[]>) => refetch(data));
onConnectivity(() => {
  if (isReachable()) void queryClient.invalidateQueries();
});
