import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Answer } from '../platform/support/boot-platform.js';
import { afterTest } from '../support/cleanup.js';
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
  const shut = (): void => {
    gate.close();
    sockets.forEach((socket) => socket.destroy());
  };
  afterTest(shut);
  return { platform, shut };
}

const NONE = { blame: 'host', effect: 'none', retry: { allowed: true, resend: 'after_wait' } };
const TOOL = { name: 'anthropic_users_list', arguments: {} };

test('a database that is away is unavailable by every door, and nothing is sent', async () => {
  const { platform, shut } = await behindGate();
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
