import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyringFile } from 'anthropic-admin-connector/vault';
import { freePort } from '../../scripts/free-port.mjs';
import { Processes } from '../processes.mjs';
import { answers, JWT_SECRET } from '../test-environment.mjs';
import { waitUntil } from '../wait-until.mjs';
import { secretIn } from './keys.mjs';

const REPORT_USAGE = new URL('report-usage.mjs', import.meta.url).href;
const HEAP_MB = 512;
const MB = 1024 * 1024;
/** How many platforms there are. */
const PLATFORMS = 2;
/** Far below what an organization has by default: the honest tenants need a fifth of it, and others wait. */
const REQUESTS_PER_MINUTE = 1200;

/** Starts the APIs and the platforms, which have their default bounds but for what `env` sets. */
export async function createHostileEnvironment({ databaseUrl, seed, env = {}, signal }) {
  const processes = new Processes();
  const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-hostile-'));
  const keyring = join(folder, 'keyring.json');
  await createKeyringFile(keyring, 'k1');
  const [apiPort, hostilePort] = [await freePort(), await freePort()];
  const api = `http://127.0.0.1:${apiPort}`;
  const hostileApi = `http://127.0.0.1:${hostilePort}`;
  processes.start('soak/hostile/hostile-api.mjs', { args: [String(hostilePort), String(seed)] });
  processes.start('soak/hostile/api.mjs', { args: [String(apiPort), String(hostilePort)] });
  const shared = {
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    CREDENTIAL_KEYS_FILE: keyring,
    PLATFORM_JWT_SECRET: JWT_SECRET,
    PLATFORM_TRUSTED_PROXIES: '127.0.0.1',
    PORTAL_OIDC_ISSUER: api,
    PORTAL_OIDC_CLIENT_ID: 'portal',
    ANTHROPIC_BASE_URL: api,
    ANTHROPIC_REQUESTS_PER_MINUTE: String(REQUESTS_PER_MINUTE),
    LOG_LEVEL: 'info',
    ...env,
  };
  const findings = [];
  const platforms = [];
  const end = async () => {
    await processes.end();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await waitUntil(() => answers(`${hostileApi}/__hostile/figures`), 'the start of the API', { signal });
    for (let nth = 0; nth < PLATFORMS; nth += 1) {
      platforms.push(await startPlatform(processes, nth, shared, findings));
    }
    for (const { url } of platforms) {
      const ready = () => {
        if (findings.length > 0) throw new Error(findings[0]);
        return answers(`${url}/health/live`);
      };
      await waitUntil(ready, 'the start of a platform', { signal });
    }
    return {
      processes,
      platforms,
      api,
      hostileApi,
      env: shared,
      findings,
      urls: platforms.map(({ url }) => url),
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function startPlatform(processes, nth, shared, findings) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const platform = { name: `platform ${nth + 1}`, url, rssMb: 0, heapMb: 0, blockedMs: 0, isStopping: false };
  const onLine = (line) => {
    const secret = secretIn(line);
    if (secret !== undefined) findings.push(`${platform.name} logged "${secret}": ${line.slice(0, 400)}`);
    if (/Internal error|internal error/.test(line))
      findings.push(`${platform.name} logged ${line.slice(0, 1_500)}`);
  };
  const started = processes.start('platform/dist/main.js', {
    env: { ...shared, PORT: String(port), PLATFORM_PUBLIC_URL: url },
    flags: [`--max-old-space-size=${HEAP_MB}`],
    preload: [REPORT_USAGE],
    onLine,
  });
  started.child.on('message', ({ usage }) => {
    platform.rssMb = Math.max(platform.rssMb, Math.round(usage.rss / MB));
    platform.heapMb = Math.max(platform.heapMb, Math.round(usage.heapUsed / MB));
    platform.blockedMs = Math.max(platform.blockedMs, Math.round(usage.blockedMs));
  });
  void started.ended.then(() => {
    const { exitCode, signalCode } = started.child;
    if (!platform.isStopping)
      findings.push(`${platform.name} ended with ${exitCode ?? signalCode}: ${started.said().slice(-1_500)}`);
  });
  return Object.assign(platform, { started });
}
