import type { HostPort } from 'anthropic-admin-connector/kit';
import type { DatabaseUnavailable, UnavailableReason } from '../database/unavailable.js';
import { PlatformError } from '../problems/platform-error.js';

/** How long a client waits before it asks again, milliseconds: a server that restarts is back in seconds. */
const WAIT_MS = 5_000;

const WORDS: Readonly<Record<UnavailableReason, { readonly what: string; readonly look: string }>> = {
  unreachable: {
    what: 'The database of the platform cannot be reached.',
    look: 'whether it runs, and at the network between',
  },
  overloaded: {
    what: 'The database of the platform did not answer in time.',
    look: 'its load, locks and connections, and at DATABASE_POOL_SIZE',
  },
  full: {
    what: 'The database of the platform takes no changes.',
    look: 'whether its disk is full, or it is a standby that only reads',
  },
};

/** The problem of a request that ended before a change was sent, because the database cannot be used by one of its users. */
export function databaseProblem({ reason }: DatabaseUnavailable, port: HostPort = 'store'): PlatformError {
  const { what, look } = WORDS[reason];
  return new PlatformError('unavailable', {
    message: `${what} No change was sent to the API.`,
    fix: `Try again in a moment. An operator has to look at ${look}; the log of the platform has the code.`,
    afterMs: WAIT_MS,
    resend: 'after_wait',
    host: { port, sent: false },
  });
}
