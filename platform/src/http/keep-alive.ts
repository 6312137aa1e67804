import type { Server } from 'node:http';

/** A balancer or a client keeps an idle connection for a minute at most. */
const IDLE_MS = 65_000;

/** Keeps idle connections longer than the other side does, so that no request meets one that is just being closed. */
export function keepAlive(server: Server): void {
  server.keepAliveTimeout = IDLE_MS;
  server.headersTimeout = IDLE_MS + 1_000;
}
