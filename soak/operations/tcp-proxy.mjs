import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A TCP proxy whose network can be made worse: `delayMs` holds back each packet of a client, and `stalled` lets nothing
 * through in either direction, without closing a connection.
 */
export async function startTcpProxy(target) {
  const sockets = new Set();
  const waiting = [];
  const network = { delayMs: 0, stalled: false };
  const pass = (to, chunk) => {
    if (network.stalled) waiting.push(() => to.write(chunk));
    else if (network.delayMs > 0) setTimeout(() => to.destroyed || to.write(chunk), network.delayMs);
    else to.write(chunk);
  };
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      sockets.add(from);
      from.on('data', (chunk) => (from === client ? pass(to, chunk) : replied(to, chunk)));
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  // A delay counts once for each way there and back.
  const replied = (to, chunk) => {
    if (network.stalled) waiting.push(() => to.write(chunk));
    else to.write(chunk);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    set: (changes) => {
      Object.assign(network, changes);
      if (!network.stalled) for (const write of waiting.splice(0)) write();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
