import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** What to answer a request with. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** What decides about answers. */
export type Answer = (request: SeenRequest) => Reply | undefined | Promise<Reply | undefined>;

/** A server on a real socket that records what it is asked. */
export interface RecordingApi {
  url: string;
  seen: SeenRequest[];
  /** `METHOD /path` of what was asked, in order. */
  log(): string[];
  close(): Promise<void>;
}

/** Starts a server whose answers a function decides; by default every answer is an empty list. */
export async function startRecordingApi(
  answer: Answer = () => ({ body: { data: [], has_more: false } }),
): Promise<RecordingApi> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    const respond = async (): Promise<void> => {
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
      seen.push(request);
      const count = seen.length;
      const { status = 200, headers: more = {}, body = {} } = (await answer(request)) ?? {};
      outgoing.writeHead(status, {
        'content-type': 'application/json',
        'request-id': `req_${count}`,
        ...more,
      });
      outgoing.end(JSON.stringify(body));
    };
    incoming.on('end', () => void respond());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    log: () => seen.map(({ method, url }) => `${method} ${url}`),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
