import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Answer } from '../platform/support/boot-platform.js';
import { listInDoubt } from '../../platform/src/audit/in-doubt.js';
import { openDatabase } from '../../platform/src/database/database.js';
import { signInLinkCommand } from '../../platform/src/admin/sign-in-link-command.js';
import { afterTest } from '../support/cleanup.js';
import { Browser } from '../portal/http/support/browser.js';
import { signedToken } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';
import { bootWith, storedIn } from './support/boot-stored.js';

/** A platform whose way to its PostgreSQL can be closed. */
async function behindGate() {
  const env = await storedIn('postgres');
  const url = new URL(env['DATABASE_URL'] ?? '');
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const gate = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {}).on('close', () => to.destroy());
      from.pipe(to);
    }
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  url.port = String((gate.address() as AddressInfo).port);
  const platform = await bootWith({ ...env, DATABASE_URL: url.href });
  await platform.connect();
  const browser = new Browser(platform.url);
  await browser.open(await signInLinkCommand([], { ...env, DATABASE_URL: url.href }));
  const shut = (): void => {
    gate.close();
    sockets.forEach((socket) => socket.destroy());
  };
  afterTest(shut);
  return { platform, browser, env, shut };
}

const NONE = { blame: 'host', effect: 'none', retry: { allowed: true, resend: 'after_wait' } };
const TOOL = { name: 'anthropic_users_list', arguments: {} };

test('a database that is away is unavailable by every door, and nothing is sent', async () => {
  const { platform, browser, shut } = await behindGate();
  const asked = platform.simulator.journal.entries().length;
  const input = { email: 'someone@example.com', role: 'user' };
  const doors: Record<string, () => Promise<Answer>> = {
    rest: () =>
      platform.call('/actions/invites_create/invoke', {
        method: 'POST',
        body: { input },
        headers: { 'idempotency-key': 'k1' },
        // Of this tenant nothing is in the memory of the process.
        tenant: 'globex',
      }),
    connections: () => platform.call('/connections', { tenant: 'globex' }),
    audit: () => platform.call('//v1/audit', { tenant: 'globex' }),
    mcp: () =>
      platform.call('//mcp', {
        method: 'POST',
        body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: TOOL },
        headers: { accept: 'application/json, text/event-stream' },
        tenant: 'globex',
      }),
    page: () => browser.ask('/v1/audit'),
    dropIn: () =>
      platform.call('/api/v1/organizations/invites', { method: 'POST', body: input, tenant: 'globex' }),
  };

  shut();
  for (const [door, ask] of Object.entries(doors)) {
    const { status, headers, body } = await ask();
    const text = JSON.stringify(body);
    expect([door, status, headers.get('retry-after')]).toEqual([door, 503, '5']);
    expect(text).toContain('The database of the platform cannot be reached.');
    expect(text).toContain(
      door === 'dropIn' ? '"error_code":"platform_unavailable"' : '"code":"unavailable"',
    );
    if (door === 'dropIn') expect(headers.get('x-should-retry')).toBe('true');
    else expect(body).toMatchObject({ error: NONE });
  }
  expect(platform.simulator.journal.entries()).toHaveLength(asked);
  expect(platform.log.filter((line) => line.includes('"stack":"'))).toEqual([]);
  const ready = await platform.call('//health/ready');
  expect([ready.status, (await platform.call('//health/live')).status]).toEqual([503, 200]);
});

test('a write that was sent when the database went away is answered by every door, and in doubt in the audit', async () => {
  const { platform, browser, env, shut } = await behindGate();
  const { simulator, call } = platform;
  const sent = simulator.journal.entries().length;
  const input = (door: string) => ({ email: `${door}@example.com`, role: 'user' });
  simulator.faults.add({ kind: 'slow', delay_ms: 1_500, times: 'always' });
  const path = '/actions/invites_create/invoke';
  const headers = { 'idempotency-key': 'k1' };
  const token = await signedToken();
  const tool = { name: 'anthropic_invites_create', arguments: input('mcp') };
  const answering = Promise.all([
    call(path, { method: 'POST', body: { input: input('rest') }, headers }),
    browser.ask(`/v1/connectors/anthropic${path}`, { method: 'POST', body: { input: input('page') } }),
    fetch(`${platform.url}/mcp`, {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: tool }),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
    }).then(async (response) => ({ status: response.status, body: await response.text() })),
    call('/api/v1/organizations/invites', { method: 'POST', body: input('drop-in') }),
  ]);
  await until(() => simulator.journal.entries().length === sent + 4);

  shut();
  const answers = await answering;

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const texts = answers.map(({ body }) => JSON.stringify(body));
  expect(texts.map((text) => /invite_\w+/.test(text))).toEqual([true, true, true, true]);
  expect(answers[0]?.body).toMatchObject({
    meta: {
      warnings: [
        'The outcome could not be stored: a repeat with this idempotency key will neither be sent nor return it.',
        UNWRITTEN,
      ],
    },
  });
  expect(answers[1]?.body).toMatchObject({ meta: { warnings: [UNWRITTEN] } });
  expect(texts[2]).toContain(UNWRITTEN);
  const { db, close } = await openDatabase({
    dataDir: env['DATA_DIR'] ?? '',
    databaseUrl: new URL(env['DATABASE_URL'] ?? ''),
  });
  afterTest(close);
  const far = { until: '2999-01-01T00:00:00.000Z' };
  expect((await listInDoubt(db, far, 10)).map(({ action }) => action)).toEqual(
    Array(4).fill('invites_create'),
  );
});

const UNWRITTEN = 'The audit entry of this invocation could not be written.';
