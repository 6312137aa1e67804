import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy that serves a platform below a path of its own. */
export interface Proxy {
  /** With the path, without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a proxy that strips a prefix and, as most do by default, puts its target into Host. */
export async function bootProxy(prefix: string, target: () => string): Promise<Proxy> {
  const server = createServer((from, to) => {
    const { url = '', method, headers } = from;
    if (!url.startsWith(`${prefix}/`)) return to.writeHead(404).end();
    const { host, origin } = new URL(target());
    const onward = request(
      `${origin}${url.slice(prefix.length)}`,
      { method, headers: { ...headers, host } },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
      },
    );
    onward.on('error', () => to.writeHead(502).end());
    return from.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
