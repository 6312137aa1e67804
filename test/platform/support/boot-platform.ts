import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, DEMO_ADMIN_KEY, type Simulator } from 'anthropic-admin-simulator';
import { createPlatform, type PlatformOptions } from '../../../platform/src/app.js';
import { listen } from '../../../platform/src/http/server.js';
import { SECRET, signedToken } from './tokens.js';

/** An answer of the platform; `body` is undefined where there is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** How a request differs from the usual one: GET without a body, for the tenant acme. */
export interface Call {
  readonly method?: string;
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
  readonly tenant?: string;
  readonly signal?: AbortSignal;
}

/** A platform that listens, and the simulator it talks to. */
export interface BootedPlatform {
  readonly url: string;
  readonly simulator: Simulator;
  /** The lines of its log at the most talkative level. */
  readonly log: string[];
  /** Its routes as the router has them: `GET /v1/audit`; `ALL` where a route takes every method. */
  readonly routes: readonly string[];
  /** Requests a path below `/v1/connectors/anthropic`; any other begins with `//`. */
  call(path: string, call?: Call): Promise<Answer>;
  /** Saves the demo key as the connection `default` of a tenant. */
  connect(tenant?: string, key?: string): Promise<void>;
  close(): Promise<void>;
}

/** The id that every request of the tests carries. */
export const REQUEST_ID = 'test-request';

/** Nothing happens that no test has asked for. */
const QUIET = {
  CONNECTION_CHECK_INTERVAL_MS: '0',
  PLATFORM_THROTTLE_PER_TOKEN: '0',
  PLATFORM_THROTTLE_KEYS_PER_TENANT: '0',
  PLATFORM_THROTTLE_KEYS_PER_ADDRESS: '0',
  PLATFORM_THROTTLE_PER_TENANT: '0',
  PLATFORM_THROTTLE_PER_ADDRESS: '0',
};

/** Boots a platform on a free port against a fresh simulator. */
export async function bootPlatform(options: PlatformOptions = {}): Promise<BootedPlatform> {
  const simulator = await createSimulator();
  const log: string[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), 'anthropic-admin-platform-'));
  const endSimulator = async (): Promise<void> => {
    await simulator.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  const app = await createPlatform({
    ...options,
    env: { PLATFORM_JWT_SECRET: SECRET, LOG_LEVEL: 'trace', DATA_DIR: dataDir, ...QUIET, ...options.env },
    connector: { baseUrl: simulator.url, maxRetries: 0, requestsPerMinute: 100_000, ...options.connector },
    logTo: { write: (line: string) => void log.push(line) },
  }).catch(async (error: unknown) => {
    await endSimulator();
    throw error;
  });
  await listen(app, 0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const call = (path: string, call: Call = {}): Promise<Answer> => send(urlOf(url, path), call);
  return {
    url,
    simulator,
    log,
    routes: routesOf(app.getHttpAdapter().getInstance() as Router),
    call,
    connect: async (tenant = 'acme', key = DEMO_ADMIN_KEY) => {
      const { status } = await call('/connections/default', {
        method: 'PUT',
        body: { api_key: key },
        tenant,
      });
      if (status !== 201) throw new Error(`the key was not saved: ${status}`);
    },
    close: async () => {
      await app.close();
      await endSimulator();
    },
  };
}

interface Router {
  readonly router: {
    readonly stack: readonly {
      readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, true>> };
    }[];
  };
}

const routesOf = ({ router: { stack } }: Router): string[] =>
  stack.flatMap(({ route }) => {
    const methods = Object.keys(route?.methods ?? {});
    const names = methods.length > 3 ? ['ALL'] : methods.map((name) => name.toUpperCase());
    return names.map((name) => `${name} ${String(route?.path)}`);
  });

const urlOf = (url: string, path: string): string =>
  path.startsWith('//') ? `${url}${path.slice(1)}` : `${url}/v1/connectors/anthropic${path}`;

async function send(
  url: string,
  { method = 'GET', body, raw, headers, tenant = 'acme', signal }: Call,
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    signal,
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    headers: {
      authorization: `Bearer ${await signedToken({ tenantId: tenant })}`,
      'x-request-id': REQUEST_ID,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
