import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, DEMO_ADMIN_KEY, type Simulator } from 'anthropic-admin-simulator';
import { createPlatform, type PlatformOptions } from '../../../platform/src/app.js';
import { SECRET, signedToken } from '../../platform/support/tokens.js';
import { asker, type Answer, type Asked } from '../../simulator/support/ask.js';
import { NOW } from '../../simulator/support/boot.js';

/** What the base URL of a client puts before the API's own paths. */
export const PREFIX = '/v1/connectors/anthropic/api';

/** A token of a tenant that may do everything with the connector. */
export const tokenOf = (tenantId: string): Promise<string> =>
  signedToken({ tenantId, permissions: ['anthropic:*'] });

/** A platform whose tenant acme has an Admin key of the simulator, and short ways of asking it as the API is asked. */
export interface DropIn {
  /** The origin of the platform. */
  readonly origin: string;
  /** What a client of the API takes as its base URL. */
  readonly baseUrl: string;
  /** A token of acme. */
  readonly token: string;
  readonly simulator: Simulator;
  readonly log: readonly string[];
  /** Asks with the token as `x-api-key`; paths are taken from `/v1/organizations`. */
  ask(method: string, path: string, asked?: Asked): Promise<Answer>;
  /** Saves an Admin key for a tenant. */
  connect(tenantId: string, adminKey: string): Promise<void>;
  /** `METHOD /path` of what reached the simulator since the first key was saved. */
  sent(): string[];
  close(): Promise<void>;
}

/** Boots a platform on a free port against a fresh simulator whose clock stands still. */
export async function bootDropIn(options: PlatformOptions = {}, adminKey = DEMO_ADMIN_KEY): Promise<DropIn> {
  const simulator = await createSimulator({ clock: () => NOW });
  const log: string[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), 'drop-in-'));
  const app = await createPlatform({
    ...options,
    env: { PLATFORM_JWT_SECRET: SECRET, LOG_LEVEL: 'trace', DATA_DIR: dataDir, ...options.env },
    connector: { baseUrl: simulator.url, maxRetries: 0, requestsPerMinute: 100_000, ...options.connector },
    logTo: { write: (line: string) => void log.push(line) },
  });
  await app.listen(0, '127.0.0.1');
  const origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const connect = (tenantId: string, key: string): Promise<void> => save(origin, tenantId, key);
  await connect('acme', adminKey);
  const asked = simulator.journal.entries().length;
  const token = await tokenOf('acme');
  return {
    origin,
    baseUrl: `${origin}${PREFIX}`,
    token,
    simulator,
    log,
    connect,
    ask: asker(`${origin}${PREFIX}`, { 'x-api-key': token, 'content-type': 'application/json' }),
    sent: () =>
      simulator.journal
        .entries()
        .slice(asked)
        .map(({ method, path }) => `${method} ${path}`),
    close: async () => {
      await app.close();
      await simulator.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function save(origin: string, tenantId: string, adminKey: string): Promise<void> {
  const { status } = await fetch(`${origin}/v1/connectors/anthropic/connections/default`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await tokenOf(tenantId)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ api_key: adminKey }),
  });
  if (status !== 201) throw new Error(`the key was not saved: ${status}`);
}
