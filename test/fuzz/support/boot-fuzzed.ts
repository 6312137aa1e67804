import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { createPlatform } from '../../../platform/src/app.js';
import { listen } from '../../../platform/src/http/server.js';
import { SECRET } from '../../platform/support/tokens.js';
import { TOKEN } from './arbitrary-headers.js';
import { exchange, type RawAnswer, type RawRequest } from './exchange.js';
import { fuzzTokens, TENANTS } from './fuzz-tokens.js';
import { routesOf, type PlatformRoute } from './platform-routes.js';

/** A platform of which everything may be asked. */
export interface Fuzzed {
  readonly routes: readonly PlatformRoute[];
  /** Sends a request, with tokens in place of their names. */
  send(request: RawRequest): Promise<RawAnswer>;
  /** The lines of the log since the last time. */
  takeLog(): string[];
  close(): Promise<void>;
}

const SETTINGS = {
  PLATFORM_JWT_SECRET: SECRET,
  LOG_LEVEL: 'trace',
  CONNECTION_CHECK_INTERVAL_MS: '0',
  PLATFORM_THROTTLE_PER_TOKEN: '0',
  PLATFORM_THROTTLE_KEYS_PER_TENANT: '0',
  PLATFORM_THROTTLE_KEYS_PER_ADDRESS: '0',
  PLATFORM_THROTTLE_PER_TENANT: '0',
  PLATFORM_THROTTLE_PER_ADDRESS: '0',
};

/** Boots it against a simulator, with the demo key saved for every tenant. */
export async function bootFuzzed(): Promise<Fuzzed> {
  const simulator = await createSimulator();
  const dataDir = await mkdtemp(join(tmpdir(), 'anthropic-admin-fuzz-'));
  const lines: string[] = [];
  await writeFile(join(dataDir, 'index.html'), '<!doctype html><title>Portal</title>');
  const app = await createPlatform({
    env: { ...SETTINGS, DATA_DIR: dataDir },
    portalFolder: dataDir,
    connector: { baseUrl: simulator.url, maxRetries: 0, requestsPerMinute: 100_000, timeoutMs: 60_000 },
    logTo: { write: (line) => void lines.push(line) },
  });
  await listen(app, 0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const tokens = await fuzzTokens();
  const signed = (text: string): string => text.replace(TOKEN, (_, kind: string) => tokens[kind] ?? '');
  const send = (request: RawRequest): Promise<RawAnswer> =>
    exchange(port, { ...request, headers: request.headers.map(([name, value]) => [name, signed(value)]) });
  for (const tenant of TENANTS) await send(saving(tenant));
  return {
    routes: routesOf(app),
    send,
    takeLog: () => lines.splice(0),
    close: async () => {
      await app.close();
      await simulator.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The request that saves the demo key for a tenant. */
const saving = (tenant: string): RawRequest => ({
  method: 'PUT',
  target: '/v1/connectors/anthropic/connections/default',
  headers: [
    ['authorization', `Bearer <token ${tenant}>`],
    ['content-type', 'application/json'],
  ],
  body: JSON.stringify({ api_key: DEMO_ADMIN_KEY }),
});
