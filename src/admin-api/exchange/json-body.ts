import { TransportFailure } from '../transport/transport-failure.js';

/**
 * Writes a body as JSON; undefined stays undefined.
 * @throws TransportFailure when the body has a cycle or a BigInt.
 */
export function jsonOf(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  try {
    return JSON.stringify(body);
  } catch {
    throw new TransportFailure('invalid_request', 'the body cannot be written as JSON', false);
  }
}
