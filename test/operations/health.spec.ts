import { generateKeySync } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DiscoveryService, ModulesContainer } from '@nestjs/core';
import { ConnectorDirectory } from '../../platform/src/connectors/connector-directory.js';
import { Shutdown } from '../../platform/src/http/shutdown.js';
import { rootLogger } from '../../platform/src/logging/root-logger.js';
import { Readiness } from '../../platform/src/health/readiness.js';
import { Keyring } from 'anthropic-admin-connector/vault';
import { KeyringWatch } from '../../platform/src/health/keyring-watch.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES, testDatabase } from '../database/support/test-database.js';
import { HealthIndicatorService } from '../../node_modules/@nestjs/terminus/dist/index.js';

const get = async (url: string): Promise<[number, unknown]> => {
  const response = await fetch(url);
  return [response.status, await response.json()];
};

describe.each(ENGINES)('health on %s', (engine) => {
  test('answers that the process lives and is ready, without a token', async () => {
    const { url } = await bootWith(await storedIn(engine));
    const up = {
      process: { status: 'up' },
      database: { status: 'up' },
      keyring: { status: 'up' },
      upstream: { status: 'up' },
    };

    expect(await get(`${url}/health/live`)).toEqual([200, { status: 'ok' }]);
    expect(await get(`${url}/health/ready`)).toEqual([
      200,
      { status: 'ok', info: up, error: {}, details: up },
    ]);
  });

  test('tells that a database which is gone answers nothing', async () => {
    const database = await testDatabase(engine);
    await database.close();
    const watch = new KeyringWatch(
      new Keyring('k1', [{ id: 'k1', key: generateKeySync('aes', { length: 256 }) }]),
      0,
      {
        failed: () => {},
        recovered: () => {},
      },
    );
    const directory = new ConnectorDirectory(new DiscoveryService(new ModulesContainer()));
    const shutdown = new Shutdown({ delayMs: 0, timeoutMs: 0 }, rootLogger('silent'));
    const readiness = new Readiness(new HealthIndicatorService(), database, directory, shutdown, watch);

    expect(await readiness.database()).toEqual({
      database: { status: 'down', message: 'The database takes no changes.' },
    });
  });
});

test('stays ready and says degraded where the Admin API is out of reach', async () => {
  const { url } = await bootWith({}, { connector: { baseUrl: 'http://127.0.0.1:9' } });

  expect(await get(`${url}/health/ready`)).toMatchObject([
    200,
    { status: 'degraded', details: { upstream: { message: 'The API of a connector is out of reach.' } } },
  ]);
});

test('asks the Admin API without a key, and once for many who ask for the health', async () => {
  const seen: (string | undefined)[] = [];
  const api = createServer((request, response) => {
    seen.push(request.headers['x-api-key'] as string | undefined);
    response.writeHead(401).end();
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  const { port } = api.address() as AddressInfo;
  const { url } = await bootWith({}, { connector: { baseUrl: `http://127.0.0.1:${port}` } });

  const answers = await Promise.all([1, 2, 3].map(() => get(`${url}/health/ready`)));
  api.close();
  api.closeAllConnections();

  expect(answers.map(([status]) => status)).toEqual([200, 200, 200]);
  expect(seen).toEqual([undefined]);
});
