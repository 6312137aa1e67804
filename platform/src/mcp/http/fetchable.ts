import { PlatformError } from '../../problems/platform-error.js';

/** Methods that a `Request` of the Fetch API, in which the protocol's server is told of everything, cannot have. */
const FORBIDDEN: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * Refuses methods that the server of the protocol could not even be asked about; any other is its business.
 * @throws PlatformError unknown_route
 */
export function requireFetchable(method: string): void {
  if (!FORBIDDEN.has(method)) return;
  throw new PlatformError('unknown_route', {
    message: 'There is no such method here.',
    fix: 'Send messages with POST.',
  });
}
