import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerSettings } from './server.config.js';

const LOOK_EVERY_MS = 250;

/**
 * Bounds what clients can take of the process without reading: the number of connections, how long a response waits for a
 * client that reads nothing, and the bytes of all responses that wait. Where they are too many, the connections that have
 * waited longest are closed.
 */
export class SlowReaders {
  readonly #busy = new WeakMap<Socket, number>();
  readonly #sockets = new Set<Socket>();
  /** In the order in which they began to wait. */
  readonly #waiting = new Set<Socket>();

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
      if (socket.writableLength > 0) this.#waiting.add(socket);
      else this.#waiting.delete(socket);
    }
    for (const socket of this.#waiting) {
      if (bytes <= this.settings.maxWaitingBytes) return;
      bytes -= socket.writableLength;
      this.closed('too_much');
      socket.destroy();
    }
  }
}
