/*
 * The platform in a separate process, with its default features:
 * node bench/platform.mjs <url of the API> [<JSON: requestsPerMinute, and the variables in env>]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createPlatform } from '../platform/dist/app.js';
import { tokenCommand } from '../platform/dist/admin/token-command.js';

const [, , baseUrl, options = '{}'] = process.argv;
const { apiKey, requestsPerMinute = 1_000_000, env: given = {} } = JSON.parse(options);
const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-bench-'));
const env = {
  DATA_DIR: folder,
  PLATFORM_JWT_SECRET: 'a-secret-of-the-benchmark-that-is-long-enough',
  PLATFORM_THROTTLE_PER_TOKEN: '0',
  PLATFORM_THROTTLE_KEYS_PER_TENANT: '0',
  PLATFORM_THROTTLE_KEYS_PER_ADDRESS: '0',
  PLATFORM_THROTTLE_PER_TENANT: '0',
  ...given,
};
// The log is written and discarded.
const logTo = new Writable({ write: (line, encoding, done) => done() });
const app = await createPlatform({
  env,
  connector: { baseUrl, requestsPerMinute, connections: 64 },
  logTo,
});
await app.listen(0, '127.0.0.1');

const url = `http://127.0.0.1:${app.getHttpServer().address().port}`;
const token = await tokenCommand(['--tenant', 'bench', '--sub', 'bench'], env);
const saved = await fetch(`${url}/v1/connectors/anthropic/connections/default`, {
  method: 'PUT',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({ api_key: apiKey }),
});
if (!saved.ok) throw new Error(await saved.text());

process.on('message', () => process.send({ cpu: process.cpuUsage() }));
process.on('disconnect', async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
  process.exit();
});
process.send({ url, token });
