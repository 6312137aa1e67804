import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bootWith } from '../database/support/boot-stored.js';

const SCRIPT = fileURLToPath(new URL('support/connect-many.mjs', import.meta.url));

/** What the system allows at the most, whatever a server asks for; only Linux says so in a file. */
function systemLimit(): number {
  try {
    return Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8'));
  } catch {
    return 128;
  }
}

test('loses no new connection while it is busy, not even a thousand at once', async () => {
  const platform = await bootWith({});
  const count = Math.min(1_000, systemLimit());

  // This process, and the platform in it, does nothing while it waits for the script.
  const { status, stderr } = spawnSync(
    process.execPath,
    [SCRIPT, new URL(platform.url).port, String(count)],
    {
      encoding: 'utf8',
      env: {},
    },
  );

  expect([status, stderr]).toEqual([0, '']);
  expect((await platform.call('//health')).status).toBe(200);
});
