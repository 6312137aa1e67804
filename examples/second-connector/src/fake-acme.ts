import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Robot } from './acme-api.js';

/** The one key that the fake accepts. */
export const ACME_KEY = 'acme_sk_k4t9w2m7q1x8z5b3n6v0c2ds';

/** A request that the fake received. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A fake of Acme Cloud's Admin API, in memory. */
export interface FakeAcme {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

type Reply = readonly [status: number, body: object];

const error = (status: number, code: string, detail: string): Reply => [
  status,
  { errors: [{ code, detail }] },
];

/** Starts a fake with three robots on a free port of this machine, or on the port given. */
export async function startFakeAcme(port = 0): Promise<FakeAcme> {
  const robots = new Map<string, Robot>();
  const seen: SeenRequest[] = [];
  let created = 0;

  const create = (name: unknown, contact: unknown): Robot => {
    const id = `rbt_${String((created += 1)).padStart(4, '0')}`;
    const robot = { id, name: String(name), contact: String(contact), state: 'active' } as const;
    robots.set(id, robot);
    return robot;
  };
  for (const name of ['backup', 'deployer', 'monitor']) create(name, 'ops@example.com');

  const list = ({ searchParams }: URL): Reply => {
    const state = searchParams.get('state');
    const start = Number(searchParams.get('page_token')?.slice('from_'.length) ?? 0);
    const end = start + Number(searchParams.get('page_size') ?? 25);
    const all = [...robots.values()].filter((robot) => state === null || robot.state === state);
    const next = end < all.length ? { next_page_token: `from_${end}` } : {};
    return [200, { items: all.slice(start, end), ...next }];
  };

  const reply = ({ method, path, headers, body = {} }: SeenRequest): Reply => {
    if (headers.authorization !== `Bearer ${ACME_KEY}`)
      return error(401, 'invalid_key', 'The admin key is not valid.');
    const url = new URL(path, 'http://acme.example');
    if (url.pathname === '/v2/account') return [200, { id: 'acc_0001', name: 'Acme Robotics' }];
    if (url.pathname === '/v2/robots') {
      if (method === 'GET') return list(url);
      if ([...robots.values()].some(({ name }) => name === body['name']))
        return error(409, 'name_taken', `There is a robot named ${String(body['name'])}.`);
      return [201, { ...create(body['name'], body['contact']), robot_token: `acme_rt_${randomUUID()}` }];
    }
    const robot = robots.get(url.pathname.slice('/v2/robots/'.length));
    if (!robot) return error(404, 'robot_not_found', 'There is no such robot.');
    if (method === 'DELETE') {
      robots.delete(robot.id);
      return [200, { id: robot.id, deleted: true }];
    }
    const { state = robot.state } = body as Partial<Robot>;
    robots.set(robot.id, { ...robot, state });
    return [200, { ...robot, state }];
  };

  const server = createServer(async (message, response) => {
    const { method = 'GET', url: path = '/', headers } = message;
    const body =
      headers['content-type'] === undefined ? undefined : ((await json(message)) as SeenRequest['body']);
    const request = { method, path, headers, body };
    seen.push(request);
    const [status, content] = reply(request);
    const trace_id = `trace_${seen.length}`;
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-trace-id': trace_id,
      'x-acme-account': 'acc_0001',
    });
    response.end(JSON.stringify(status < 400 ? content : { ...content, trace_id }));
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
