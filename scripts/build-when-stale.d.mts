/**
 * Builds the named packages as far as they are stale; `platform` includes the connector.
 * @throws Error where a build fails.
 */
export function buildWhenStale(
  names?: readonly ('connector' | 'focus-lint' | 'simulator' | 'platform' | 'portal')[],
): void;
