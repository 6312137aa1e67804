import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { PlatformError } from '../problems/platform-error.js';
import { OpenResponses } from './request-context.js';
import type { ShutdownSettings } from './server.config.js';

/** How long requests that were cut off have to send their answers, milliseconds. */
const ANSWERS_MS = 2_000;

/**
 * How long a connection may be without a request once the platform stops, milliseconds. One that never sent a request is not idle
 * for Node.js, so it would last as long as the slowest call may.
 */
const SILENT_MS = 1_000;

/** The reason with which a call is aborted because the platform stops. */
export class Stopping extends Error {
  override readonly name = 'Stopping';
}

/** What a call of which nothing was sent is answered with when the platform stops before its turn. */
export const stoppingProblem = (): PlatformError =>
  new PlatformError('unavailable', {
    message: 'The platform is stopping, and ended this call. It changed nothing.',
    fix: 'Send the request again; another process, or the next one, answers it.',
    afterMs: 1_000,
    resend: 'same_request',
  });

/**
 * The end of a process: it says that it is not ready while it still takes requests, then finishes those in progress, and ends the ones
 * that take too long with an answer. The calls are in the order of a shutdown.
 */
export class Shutdown {
  readonly #sockets = new Set<Socket>();
  #open: OpenResponses | undefined;
  #server: Server | undefined;
  #begun = false;

  constructor(
    private readonly settings: ShutdownSettings,
    private readonly log: Logger,
  ) {}

  /** Whether the process is about to end. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Keeps account of the requests of a server. */
  watch(server: Server): void {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#open = new OpenResponses(server);
  }

  /** Lets load balancers see that the process is not ready, while it still takes requests. */
  async announce(): Promise<void> {
    this.#begun = true;
    if (!this.#server?.listening) return;
    const { delayMs, timeoutMs } = this.settings;
    this.log.info({ requests: this.#open?.size, delayMs, timeoutMs }, 'stopping');
    await wait(delayMs);
  }

  /** Begins the time that requests in progress have. */
  drain(): void {
    setTimeout(() => this.#cut(), this.settings.timeoutMs).unref();
    setTimeout(() => this.#closeSilent(), SILENT_MS).unref();
  }

  #closeSilent(): void {
    const busy = this.#open?.sockets() ?? new Set();
    for (const socket of this.#sockets) if (!busy.has(socket)) socket.destroy();
  }

  #cut(): void {
    const requests = this.#open?.size ?? 0;
    if (requests > 0) {
      this.log.warn({ requests }, 'requests took too long to wait for, and were cut off');
    }
    this.#open?.abort(new Stopping('the platform is stopping'));
    setTimeout(() => this.#server?.closeAllConnections(), ANSWERS_MS).unref();
  }
}
