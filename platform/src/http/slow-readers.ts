import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerSettings } from './server.config.js';

const LOOK_EVERY_MS = 250;

/** A client that reads nothing for this long is one that does not read. */
const PATIENCE_MS = 1_000;

/** A connection that has more to send. */
interface Waiting {
  /** Changes whenever the client reads something, or there is more to send. */
  state: string;
  /** For how many looks it has not changed. */
  still: number;
}

/** Why a connection is closed by force. */
export type CutOff = 'too_slow' | 'too_much';

/**
 * Bounds what clients can take of the process without reading: the number of connections, how long a response waits for a
 * client that reads nothing, and the bytes of all responses that wait. Where they are too many, connections whose clients
 * read nothing for a second are closed, the oldest first, and beyond twice as many those of all other clients.
 */
export class SlowReaders {
  readonly #sockets = new Set<Socket>();
  /** In the order in which they began to wait. */
  readonly #waiting = new Map<Socket, Waiting>();
  readonly #lookEveryMs: number;

  /** @param closed - called for each connection that is closed. */
  constructor(
    server: Server,
    private readonly settings: Pick<ServerSettings, 'maxConnections' | 'writeTimeoutMs' | 'maxWaitingBytes'>,
    private readonly closed: (why: CutOff) => void,
  ) {
    const { maxConnections, writeTimeoutMs } = settings;
    this.#lookEveryMs = Math.min(LOOK_EVERY_MS, writeTimeoutMs / 4);
    server.maxConnections = maxConnections;
    server.on('connection', (socket) => this.#add(socket));
    let timer: NodeJS.Timeout | undefined;
    server.on('listening', () => (timer = setInterval(() => this.#look(), this.#lookEveryMs).unref()));
    server.on('close', () => clearInterval(timer));
  }

  #add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#waiting.delete(socket);
    });
  }

  #look(): void {
    let bytes = 0;
    for (const socket of this.#sockets) {
      if (socket.writableLength > 0) this.#watch(socket);
      else this.#waiting.delete(socket);
      bytes += socket.writableLength;
    }
    const { maxWaitingBytes, writeTimeoutMs } = this.settings;
    const close = (why: CutOff, most: number, stillMs: number): void => {
      for (const [socket, { still }] of this.#waiting) {
        if (bytes <= most) return;
        if (socket.destroyed || still * this.#lookEveryMs < stillMs) continue;
        bytes -= socket.writableLength;
        this.closed(why);
        socket.destroy();
      }
    };
    close('too_slow', 0, writeTimeoutMs);
    close('too_much', maxWaitingBytes, PATIENCE_MS);
    close('too_much', 2 * maxWaitingBytes, 0);
  }

  #watch(socket: Socket): void {
    const state = `${socket.bytesWritten} ${leftOf(socket)}`;
    const before = this.#waiting.get(socket);
    if (before === undefined) this.#waiting.set(socket, { state, still: 0 });
    else if (before.state === state) before.still += 1;
    else Object.assign(before, { state, still: 0 });
  }
}

/** Bytes that the system has not taken yet. Node counts a write until all of it is taken, so its own numbers stand still. */
function leftOf(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { readonly writeQueueSize?: number } | null };
  return handle?.writeQueueSize ?? socket.writableLength;
}
