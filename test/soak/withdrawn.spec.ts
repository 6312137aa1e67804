import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createKeyringFile } from 'anthropic-admin-connector';
import { createSimulator, DEMO_ADMIN_KEY, SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { freePort } from '../../scripts/free-port.mjs';
import { Processes } from '../../soak/processes.mjs';
import { storedIn } from '../database/support/boot-stored.js';
import { SECRET, signedToken } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';

/** How many interleavings there are, and how many of them at once: one tenant each. */
const INTERLEAVINGS = 200;
const AT_ONCE = 50;
/**
 * How long the API makes everybody wait, how long a read takes then, and the time within which something changes, which
 * begins once every call has.
 */
const QUEUED_S = 3;
const READ_MS = 5_000;
const BEGUN_MS = 1_000;
const CHANGES_MS = 4_000;
/** What SECURITY.md promises. */
const WITHIN_MS = 1_000;

type Answer = { readonly status: number; readonly code: string; readonly at: number };
type Send = (process: number, path: string, method: string, body: object, tenant: string) => Promise<Answer>;

/** Two processes of the platform on one database, and the simulator that both talk to. */
async function twoProcesses() {
  const simulator = await createSimulator();
  const processes = new Processes();
  const env = await storedIn('postgres');
  const keyring = join(env['DATA_DIR'] ?? '', 'keyring.json');
  await createKeyringFile(keyring, 'k1');
  const urls: string[] = [];
  for (let index = 0; index < 2; index += 1) {
    const port = await freePort();
    urls.push(`http://127.0.0.1:${port}`);
    processes.start('platform/dist/main.js', {
      env: {
        ...env,
        PORT: `${port}`,
        CREDENTIAL_KEYS_FILE: keyring,
        PLATFORM_JWT_SECRET: SECRET,
        ANTHROPIC_BASE_URL: simulator.url,
        ANTHROPIC_REQUESTS_PER_MINUTE: '100000',
        ANTHROPIC_MAX_RETRIES: '2',
        CONNECTION_CHECK_INTERVAL_MS: '0',
        PLATFORM_THROTTLE_PER_TOKEN: '0',
        PLATFORM_THROTTLE_KEYS_PER_TENANT: '0',
        PLATFORM_THROTTLE_KEYS_PER_ADDRESS: '0',
        PLATFORM_THROTTLE_PER_TENANT: '0',
        PLATFORM_THROTTLE_PER_ADDRESS: '0',
        LOG_LEVEL: 'error',
      },
    });
  }
  afterTest(
    () => processes.end(),
    () => simulator.close(),
  );
  for (const url of urls) {
    await until(() =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }
  const send: Send = async (process, path, method, body, tenant) => {
    const response = await fetch(`${urls[process % 2]}/v1/connectors/anthropic${path}`, {
      method,
      body: method === 'DELETE' || method === 'GET' ? undefined : JSON.stringify(body),
      headers: {
        authorization: `Bearer ${await signedToken({ tenantId: tenant, sub: tenant })}`,
        'content-type': 'application/json',
        'x-request-timeout-ms': '20000',
      },
    });
    const text = await response.text();
    const at = Date.now();
    const { code = 'ok' } = text === '' ? {} : (JSON.parse(text) as { code?: string });
    return { status: response.status, code, at };
  };
  return { simulator, send };
}

/** What ends the use of a key, by the other process. */
const CHANGES: readonly ((send: Send, process: number, tenant: string) => Promise<Answer>)[] = [
  (send, process, tenant) => send(process, '/connections/default', 'DELETE', {}, tenant),
  (send, process, tenant) =>
    send(
      process,
      '/connections/default',
      'PUT',
      { api_key: SECOND_ADMIN_KEY, confirm_organization_change: true },
      tenant,
    ),
  (send, process, tenant) =>
    send(process, '/switches', 'PUT', { read_only: true, off: ['users_list'] }, tenant),
];

const ENDED = new Set(['credential_missing', 'action_disabled']);

test(`sends nothing with a key that was deleted, replaced or switched off by another process, ${INTERLEAVINGS} times`, async () => {
  const { simulator, send } = await twoProcesses();
  const late: string[] = [];
  const seen = { sent: 0, ended: 0, read: 0, aborted: 0, other: new Set<string>() };

  for (let round = 0; round < INTERLEAVINGS / AT_ONCE; round += 1) {
    simulator.faults.clear();
    simulator.journal.clear();
    const tenants = Array.from({ length: AT_ONCE }, (_, index) => `tenant-${round}-${index}`);
    const saved = await Promise.all(
      tenants.map((tenant, index) =>
        send(index, '/connections/default', 'PUT', { api_key: DEMO_ADMIN_KEY }, tenant),
      ),
    );
    expect(new Set(saved.map(({ status }) => status))).toEqual(new Set([201]));
    simulator.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': `${QUEUED_S}` } });
    const paused = send(round, '/actions/organization_get/invoke', 'POST', {}, tenants[0]!);
    await until(() => simulator.journal.entries().some(({ status }) => status === 429));
    simulator.faults.add({
      kind: 'slow',
      delay_ms: READ_MS,
      times: 'always',
      match: { method: 'GET', path: '/v1/organizations/users' },
    });

    await Promise.all(
      tenants.map(async (tenant, index) => {
        const email = `${tenant}@acme-robotics.example`;
        const invite = (process: number) =>
          send(process, '/actions/invites_create/invoke', 'POST', { input: { email, role: 'user' } }, tenant);
        const list = (process: number) =>
          send(process, '/actions/users_list/invoke', 'POST', { input: { email } }, tenant);
        const [writes, reads] = [
          [invite(index), invite(index + 1)],
          [list(index), list(index + 1)],
        ];
        // Spread over the time in which writes are queued, are sent, and reads are under way.
        await Promise.all([0, 1].map((one) => send(one, '/switches', 'GET', {}, tenant)));
        await pause(BEGUN_MS + (CHANGES_MS * ((index * 7) % AT_ONCE)) / AT_ONCE);
        const change = await CHANGES[index % CHANGES.length]!(send, index + 1, tenant);
        expect([change.code, change.status < 300]).toEqual(['ok', true]);

        const [written, read] = await Promise.all([Promise.all(writes), Promise.all(reads)]);
        for (const { code } of written) {
          if (ENDED.has(code)) seen.ended += 1;
          else if (code === 'ok' || code === 'upstream_invalid_request') seen.sent += 1;
          else seen.other.add(code);
        }
        for (const { code, at } of read) {
          if (ENDED.has(code)) seen.aborted += 1;
          else if (code === 'ok') seen.read += 1;
          else seen.other.add(code);
          if (code === 'ok' && at > change.at + READ_MS / 2) late.push(`${tenant} was read`);
        }
        const requests = simulator.journal
          .entries()
          .filter(({ body, query }) => JSON.stringify([body, query]).includes(`${tenant}@`));
        for (const { method, at } of requests) {
          if (at > change.at + WITHIN_MS) late.push(`${tenant}: ${method} ${at - change.at} ms later`);
        }
      }),
    );
    await paused;
  }

  expect(late).toEqual([]);
  expect([...seen.other]).toEqual([]);
  expect([seen.sent > 0, seen.ended > 0, seen.aborted > 0]).toEqual([true, true, true]);
}, 120_000);
