import type { Answer } from './ask.js';
import type { Booted } from './boot.js';

/** Short ways of asking with a beta header. */
export interface BetaAsk {
  readonly get: (path: string, query?: object) => Promise<Answer>;
  readonly post: (path: string, body?: unknown) => Promise<Answer>;
  readonly remove: (path: string) => Promise<Answer>;
}

/** Puts a beta header, and another key where one is given, on every request. */
export function withBeta({ ask }: Booted, beta: string, key?: string): BetaAsk {
  const headers = { 'anthropic-beta': beta, ...(key === undefined ? {} : { 'x-api-key': key }) };
  return {
    get: (path, query = {}) => ask('GET', path, { query, headers }),
    post: (path, body) => ask('POST', path, { body, headers }),
    remove: (path) => ask('DELETE', path, { headers }),
  };
}
