import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { createPlatform } from '../../platform/dist/app.js';
import { signInLinkCommand } from '../../platform/dist/admin/sign-in-link-command.js';
import { CONNECTED, EVENTS } from './shots.mjs';

const CONNECTOR = '/v1/connectors/anthropic';

/** Starts a simulator and a platform in which a tenant is connected and something has happened. */
export async function bootWorld() {
  const simulator = await createSimulator();
  const dataDir = await mkdtemp(join(tmpdir(), 'anthropic-admin-screenshots-'));
  const env = { DATA_DIR: dataDir, LOG_LEVEL: 'silent', CONNECTION_CHECK_INTERVAL_MS: '0' };
  const app = await createPlatform({ env, connector: { baseUrl: simulator.url } });
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${app.getHttpServer().address().port}`;
  const signInLink = (tenant) => signInLinkCommand(['--tenant', tenant, '--sub', 'ada', '--url', url], env);

  const send = await asPage(url, await signInLink(CONNECTED));
  await send('PUT', '/connections/default', { api_key: DEMO_ADMIN_KEY });
  for (const { action, input } of EVENTS(simulator.demo))
    await send('POST', `/actions/${action}/invoke`, { input });
  return {
    url,
    signInLink,
    close: async () => {
      await app.close();
      await simulator.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Sends requests as the page does, by a session. */
async function asPage(url, link) {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const code = new URLSearchParams(new URL(link).hash.split('?')[1]).get('code');
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ code }),
  });
  const [cookie] = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  const { csrf_token: token } = await answer.json();
  return async (method, path, body) => {
    const sent = {
      method,
      headers: { ...headers, cookie, 'x-csrf-token': token },
      body: JSON.stringify(body),
    };
    await (await fetch(`${url}${CONNECTOR}${path}`, sent)).text();
  };
}
