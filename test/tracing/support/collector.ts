import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it came over the wire, its attributes as an object. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** 2 of a server, 3 of a client, 1 of work inside. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 2 is an error. */
  readonly status: number | undefined;
  readonly events: readonly string[];
}

/** Takes spans as OTLP over HTTP, in JSON. */
export interface Collector {
  readonly url: string;
  /** The bodies as they came. */
  readonly bodies: string[];
  /** The paths that were asked for. */
  readonly paths: string[];
  /** The `Authorization` headers, where there were any. */
  readonly authorizations: string[];
  spans(): ReceivedSpan[];
  close(): Promise<void>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly Attribute[];
  readonly status?: { readonly code?: number };
  readonly events?: readonly { readonly name: string }[];
}

interface WireBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

/** Starts one; it answers every delivery with a status. */
export async function startCollector(status = 200): Promise<Collector> {
  const bodies: string[] = [];
  const paths: string[] = [];
  const authorizations: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      bodies.push(body);
      paths.push(request.url ?? '');
      if (request.headers.authorization) authorizations.push(request.headers.authorization);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    paths,
    authorizations,
    spans: () => bodies.flatMap(spansIn),
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const spansIn = (body: string): ReceivedSpan[] =>
  (JSON.parse(body) as WireBody).resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap(({ spans }) => spans)
    .map(({ parentSpanId, attributes, status, events = [], traceId, spanId, name, kind }) => ({
      traceId,
      spanId,
      parentSpanId: parentSpanId || undefined,
      name,
      kind,
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
      status: status?.code,
      events: events.map((event) => event.name),
    }));
