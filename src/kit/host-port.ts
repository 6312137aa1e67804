/** The ports of a host, by the names that failures use. */
export const HOST_PORTS = {
  around: '`around` function',
  audit: 'audit',
  idempotency: 'store of idempotency keys',
  interceptor: 'axios interceptor',
  limiter: 'rate limiter',
  policy: 'policy',
  store: 'store of connections',
  switches: 'action switches',
} as const satisfies Record<string, string>;

/** A port that a host has filled. */
export type HostPort = keyof typeof HOST_PORTS;

/** A port of the host has thrown; `cause` is what it threw. */
export class HostPortError extends Error {
  override readonly name = 'HostPortError';

  constructor(
    readonly port: HostPort,
    cause: unknown,
  ) {
    super(`The ${HOST_PORTS[port]} of the host failed.`, { cause });
  }
}

/**
 * Calls a port of the host.
 * @throws HostPortError where the port throws.
 */
export async function fromHost<T>(port: HostPort, call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof HostPortError ? error : new HostPortError(port, error);
  }
}

/** Tells an observer of the host something; what it throws, at once or later, is reported and changes nothing. */
export function observe(tell: () => unknown, report: (error: unknown) => void): void {
  try {
    const told = tell();
    if (told instanceof Promise) told.catch(report);
  } catch (error) {
    report(error);
  }
}
