import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import type { ConnectorPorts } from 'anthropic-admin-connector';
import { measured } from '../../platform/src/metrics/measured.js';
import { Metrics } from '../../platform/src/metrics/metrics.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';

/** A way to a PostgreSQL that can be cut and opened again. */
async function wayTo(databaseUrl: string) {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let open = true;
  const server = createServer((client) => {
    if (!open) return client.destroy();
    const database = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
    return undefined;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  afterTest(async () => {
    for (const socket of sockets) socket.destroy();
    await once(server.close(), 'close');
  });
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cut: () => {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => void (open = true),
  };
}

/** The value of a series; undefined where there is none. */
async function valueOf({ url }: BootedPlatform, series: string): Promise<number | undefined> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const line = page.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

const ACTIVE = 'platform_connections{connector="anthropic",state="active"}';

test('a scrape answers while the database is away, with what it last said', async () => {
  const env = await storedIn('postgres');
  const way = await wayTo(env['DATABASE_URL'] ?? '');
  const platform = await bootWith({ ...env, DATABASE_URL: way.url, PLATFORM_METRICS_REFRESH_MS: '100' });
  await platform.connect();
  await until(async () => (await valueOf(platform, ACTIVE)) === 1);
  const before = await valueOf(platform, 'platform_database_connections_broken_total');

  way.cut();
  await until(async () => (await valueOf(platform, 'platform_database_up')) === 0);

  expect(before).toBe(0);
  expect(await valueOf(platform, ACTIVE)).toBe(1);
  expect(await valueOf(platform, 'platform_database_connections_broken_total')).toBeGreaterThan(0);

  way.mend();
  await until(async () => (await valueOf(platform, 'platform_database_up')) === 1);
  const told = (text: string): number => platform.log.filter((line) => line.includes(text)).length;
  await until(() => told('The database answers again.') === 1);
  expect(told('The database does not answer.')).toBe(1);
});

test('tells of the pool, the migrations and the sessions what is there', async () => {
  const platform = await bootWith({ ...(await storedIn('postgres')), PLATFORM_METRICS_REFRESH_MS: '100' });
  await platform.connect();
  await until(async () => (await valueOf(platform, ACTIVE)) === 1);

  const idle = await valueOf(platform, 'platform_database_pool_connections{state="idle"}');
  const inUse = await valueOf(platform, 'platform_database_pool_connections{state="in_use"}');
  expect((idle ?? 0) + (inUse ?? 0)).toBeGreaterThan(0);
  expect(await valueOf(platform, 'platform_database_pool_size')).toBeGreaterThanOrEqual(
    (idle ?? 0) + (inUse ?? 0),
  );
  expect(await valueOf(platform, 'platform_migrations{state="applied"}')).toBeGreaterThan(10);
  expect(await valueOf(platform, 'platform_migrations{state="missing"}')).toBe(0);
  expect(await valueOf(platform, 'platform_sessions')).toBe(0);
});

test('counts requests that are refused for what they bring', async () => {
  const platform = await bootWith({});
  const refused = async (headers: Record<string, string>) =>
    (await platform.call('/actions', { headers })).status;

  expect(await refused({ authorization: 'Bearer not-a-token' })).toBe(401);
  expect(await (await fetch(`${platform.url}/v1/connectors`)).status).toBe(401);
  await fetch(`${platform.url}/nowhere/${Date.now()}`);

  expect(await valueOf(platform, 'platform_unauthenticated_total{credential="token"}')).toBe(1);
  expect(await valueOf(platform, 'platform_unauthenticated_total{credential="none"}')).toBe(1);
  const nowhere = 'platform_http_requests_total{method="GET",route="none",status="404"}';
  await until(async () => (await valueOf(platform, nowhere)) === 1);
});

test('tells how many requests wait for the budget of their organization', async () => {
  const metrics = new Metrics('1.0.0');
  const pacing = { requestsPerMinute: 1, maxWaiting: 100, subjectShare: 100 };
  const { limiter } = measured<ConnectorPorts>(metrics, { pacing, onStateChange: () => {} }, {});
  const waiting = async () => (await metrics.limiterWaiting.get()).values[0]?.value;
  const gone = new AbortController();
  const slot = { key: 'acme', subject: 'ada', deadline: Date.now() + 600_000, signal: gone.signal };

  expect(limiter?.acquire(slot)).toBe(0);
  expect(await waiting()).toBe(0);
  const calls = Promise.allSettled([limiter?.acquire(slot), limiter?.acquire(slot)]);
  expect(await waiting()).toBe(2);
  gone.abort();
  await calls;

  expect(await waiting()).toBe(0);
});
