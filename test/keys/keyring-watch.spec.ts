import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyringFile, loadKeyring } from 'anthropic-admin-connector/vault';
import { KeyringWatch } from '../../platform/src/health/keyring-watch.js';
import { bootPlatform } from '../platform/support/boot-platform.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';

jest.setTimeout(60_000);

async function keyringFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keyring-watch-'));
  afterTest(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'keyring.json');
  await createKeyringFile(path, 'k1');
  return path;
}

/** A watch over a real file; the test moves its clock. */
async function watched(graceMs: number) {
  const path = await keyringFile();
  const { provider } = await loadKeyring(
    { CREDENTIAL_KEYS_FILE: path },
    { production: false, domain: 'test' },
  );
  const clock = { now: 0 };
  const told: string[] = [];
  const watch = new KeyringWatch(
    provider,
    graceMs,
    {
      failed: (error, first) => void told.push(`${first ? 'first' : 'again'}: ${(error as Error).message}`),
      recovered: () => void told.push('recovered'),
    },
    () => clock.now,
  );
  return { path, watch, clock, told };
}

test('a file that vanished counts as unusable after the grace period, and recovers', async () => {
  const { path, watch, clock, told } = await watched(60_000);
  await watch.look();
  await rename(path, `${path}.away`);
  await watch.look();
  const usable = [watch.isUsable()];
  clock.now = 59_999;
  await watch.look();
  usable.push(watch.isUsable());
  clock.now = 60_000;
  usable.push(watch.isUsable());
  await rename(`${path}.away`, path);
  await watch.look();
  usable.push(watch.isUsable());

  const gone = `There is no file ${path}. Create a keyring file there, or name an existing one.`;
  expect(told).toEqual([`first: ${gone}`, `again: ${gone}`, 'recovered']);
  expect(usable).toEqual([true, true, false, true]);
});

test('a short fault does not count, however many there are', async () => {
  const { path, watch, clock, told } = await watched(60_000);
  for (let round = 0; round < 3; round += 1) {
    await chmod(path, 0o644);
    await watch.look();
    await chmod(path, 0o600);
    clock.now += 40_000;
    expect(watch.isUsable()).toBe(true);
    await watch.look();
  }

  expect(told.map((line) => line.slice(0, 5))).toEqual([
    'first',
    'recov',
    'first',
    'recov',
    'first',
    'recov',
  ]);
});

test('a running platform logs it once, counts it, is not ready, goes on serving, and recovers', async () => {
  const path = await keyringFile();
  const platform = await bootPlatform({
    env: { CREDENTIAL_KEYS_FILE: path, CREDENTIAL_KEYS_GRACE_MS: '0' },
  });
  afterTest(() => platform.close());
  await platform.connect();
  const readiness = async (): Promise<unknown> => {
    const { status, body } = await platform.call('//health/ready');
    return [status, (body as { details: { keyring: unknown } }).details.keyring];
  };
  const before = await readiness();

  await chmod(path, 0o644);
  await until(async () => (await platform.call('//health/ready')).status === 503);
  const during = await readiness();
  const { status } = await platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });
  const metrics = await fetch(`${platform.url}/metrics`).then((response) => response.text());
  await chmod(path, 0o600);
  await until(async () => (await platform.call('//health/ready')).status === 200);

  expect(before).toEqual([200, { status: 'up' }]);
  expect(during).toEqual([
    503,
    { status: 'down', message: 'The keyring file cannot be used; the log says why.' },
  ]);
  expect(status).toBe(200);
  expect(metrics).toMatch(/^platform_keyring_failures_total [1-9]/m);
  const lines = platform.log.map((line) => JSON.parse(line) as { msg: string; reason?: string });
  expect(
    lines.filter(({ msg }) => msg.startsWith('the keyring file')).map(({ msg, reason }) => [msg, reason]),
  ).toEqual([
    [
      'the keyring file cannot be used: what is loaded still opens records, no key can be saved, and the next start would fail',
      expect.stringContaining(`${path} has the mode 0644`),
    ],
    ['the keyring file can be used again', undefined],
  ]);
});
