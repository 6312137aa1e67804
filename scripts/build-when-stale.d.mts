/**
 * Builds the projects that are named and what they need, as far as they are stale.
 * @throws Error where a build fails.
 */
export function buildWhenStale(names?: readonly ('connector' | 'simulator' | 'platform' | 'portal')[]): void;
