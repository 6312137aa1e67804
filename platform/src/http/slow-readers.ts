import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerSettings } from './server.config.js';

const LOOK_EVERY_MS = 250;

/** A client that reads nothing for as many looks, a second, is one that does not read. */
const PATIENT_LOOKS = 4;

/** How much a connection has still to send, and for how many looks that has not changed. */
interface Queue {
  left: number;
  stalled: number;
}

/**
 * Bounds what clients can take of the process without reading: the number of connections, how long a response waits for a
 * client that reads nothing, and the bytes of all responses that wait. Where they are too many, connections whose clients
 * read nothing for a second are closed, the oldest first, and beyond twice as many those of all other clients.
 */
export class SlowReaders {
  readonly #busy = new WeakMap<Socket, number>();
  readonly #sockets = new Set<Socket>();
  /** In the order in which they began to wait. */
  readonly #waiting = new Map<Socket, Queue>();

  /** @param closed - called for each connection that is closed by force. */
  constructor(
    server: Server,
    private readonly settings: Pick<ServerSettings, 'maxConnections' | 'writeTimeoutMs' | 'maxWaitingBytes'>,
    private readonly closed: (why: 'too_slow' | 'too_much') => void,
  ) {
    server.maxConnections = settings.maxConnections;
    // Node begins anew whenever the system takes a part of what is written.
    server.setTimeout(settings.writeTimeoutMs, (socket) => this.#timedOut(socket));
    server.on('connection', (socket) => this.#add(socket));
    server.on('request', ({ socket }, response) => this.#track(socket, response));
    let timer: NodeJS.Timeout | undefined;
    server.on('listening', () => (timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref()));
    server.on('close', () => clearInterval(timer));
  }

  #add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#waiting.delete(socket);
    });
  }

  #track(socket: Socket, response: ServerResponse): void {
    const change = (by: number): unknown => this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + by);
    change(1);
    response.once('close', () => change(-1));
  }

  /** With this listener Node leaves it to us to close connections that are idle. */
  #timedOut(socket: Socket): void {
    const isBusy = (this.#busy.get(socket) ?? 0) > 0;
    if (isBusy && socket.writableLength === 0) return;
    if (isBusy) this.closed('too_slow');
    socket.destroy();
  }

  #look(): void {
    let bytes = 0;
    for (const socket of this.#sockets) {
      bytes += socket.writableLength;
      if (socket.writableLength > 0) this.#watch(socket);
      else this.#waiting.delete(socket);
    }
    const { maxWaitingBytes: most } = this.settings;
    const waiting = [...this.#waiting];
    const close = (sockets: typeof waiting, bound: number): void => {
      for (const [socket] of sockets) {
        if (bytes <= bound) return;
        bytes -= socket.writableLength;
        this.closed('too_much');
        socket.destroy();
      }
    };
    close(
      waiting.filter(([, { stalled }]) => stalled >= PATIENT_LOOKS),
      most,
    );
    close(
      waiting.filter(([socket]) => !socket.destroyed),
      2 * most,
    );
  }

  #watch(socket: Socket): void {
    const left = leftOf(socket);
    const queue = this.#waiting.get(socket) ?? { left: NaN, stalled: 0 };
    queue.stalled = queue.left === left ? queue.stalled + 1 : 0;
    queue.left = left;
    this.#waiting.set(socket, queue);
  }
}

/** Bytes that the system has not taken yet. Node counts a write until all of it is taken, so its own number stands still. */
function leftOf(socket: Socket): number {
  const { _handle: handle } = socket as { _handle?: { readonly writeQueueSize?: number } | null };
  return handle?.writeQueueSize ?? socket.writableLength;
}
