import { setTimeout as pause } from 'node:timers/promises';
import { signInLinkCommand } from '../../platform/src/admin/sign-in-link-command.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { Browser } from '../portal/http/support/browser.js';
import type { BootedPlatform } from './support/boot-platform.js';
import { SECRET, signedToken } from './support/tokens.js';

/** How long a call lasts that nothing ends, and within which time a revocation ends it. */
const SLOW_MS = 15_000;
const WITHIN_MS = 5_000;
const ENDED = 'The token or session that the invocation began with is not valid any longer, so it was ended.';

const nowS = (): number => Math.floor(Date.now() / 1000);

/** Two platforms on one database; both ask the simulator of the first one. */
async function booted() {
  const env = { ...(await storedIn('postgres')), PLATFORM_JWT_SECRET: SECRET };
  const one = await bootWith(env);
  const two = await bootWith(env, { connector: { baseUrl: one.simulator.url } });
  await one.connect();
  return { env, one, two };
}

const slowReads = ({ simulator }: BootedPlatform): void =>
  void simulator.faults.add({
    kind: 'slow',
    delay_ms: SLOW_MS,
    times: 'always',
    match: { path: '*/users*' },
  });

const revoke = async (platform: BootedPlatform, body: object): Promise<void> => {
  const token = await signedToken({ sub: 'boss', iat: nowS() });
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await platform.call('//v1/tokens/revocations', { method: 'POST', body, headers });
  expect(status).toBe(201);
};

const invoke = (platform: BootedPlatform, token: string, action: string, input: object) =>
  platform.call(`/actions/${action}/invoke`, {
    method: 'POST',
    body: { input },
    headers: { authorization: `Bearer ${token}`, 'x-request-timeout-ms': '60000' },
  });

it.each([
  ['its token', { jti: 'stolen' }],
  ['its subject', { sub: 'mallory' }],
  ['its tenant', { all: true }],
])('a read under way in another process ends once %s is revoked', async (_, target) => {
  const { one, two } = await booted();
  slowReads(one);
  const token = await signedToken({ sub: 'mallory', jti: 'stolen', iat: nowS() - 60 });
  const others = await signedToken({ sub: 'ada', jti: 'own', iat: nowS() - 60, tenantId: 'globex' });

  const began = Date.now();
  const read = invoke(two, token, 'users_list', {});
  await pause(300);
  await revoke(one, target);
  const { status, body } = await read;

  expect(Date.now() - began).toBeLessThan(WITHIN_MS);
  expect(status).toBe(403);
  expect(body).toMatchObject({ code: 'policy_denied', detail: ENDED, error: { effect: 'none' } });
  expect((await two.call('/connections', { headers: { authorization: `Bearer ${others}` } })).status).toBe(
    200,
  );
});

it('a write that waits for its turn is not sent once its subject is revoked, and ends at once', async () => {
  const { one, two } = await booted();
  const token = await signedToken({ sub: 'mallory', iat: nowS() - 60 });
  one.simulator.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '20' } });
  await invoke(two, token, 'organization_get', {});
  const asked = one.simulator.journal.entries().length;

  const began = Date.now();
  const write = invoke(two, token, 'invites_create', {
    email: 'mallory@acme-robotics.example',
    role: 'user',
  });
  await pause(300);
  await revoke(one, { sub: 'mallory' });
  const { status, body } = await write;

  expect(Date.now() - began).toBeLessThan(WITHIN_MS);
  expect([status, body]).toEqual([403, expect.objectContaining({ code: 'policy_denied', detail: ENDED })]);
  expect(one.simulator.journal.entries().slice(asked)).toEqual([]);
});

it('a read of a session ends once the session is signed out', async () => {
  const { env, one } = await booted();
  slowReads(one);
  const browser = new Browser(one.url);
  await browser.open(await signInLinkCommand([], env));

  const began = Date.now();
  const read = browser.ask('/v1/connectors/anthropic/actions/users_list/invoke', {
    method: 'POST',
    body: { input: {} },
  });
  await pause(300);
  await browser.ask('/v1/session', { method: 'DELETE' });

  expect(await read).toMatchObject({ status: 403, body: { code: 'policy_denied', detail: ENDED } });
  expect(Date.now() - began).toBeLessThan(WITHIN_MS);
});
