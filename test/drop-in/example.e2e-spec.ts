import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bootDropIn } from './support/boot-drop-in.js';

const SCRIPT = fileURLToPath(new URL('../../examples/official-sdk/govern.mjs', import.meta.url));

it('runs the example of the official SDK against the platform', async () => {
  const dropIn = await bootDropIn();
  const env = { ...process.env, NODE_OPTIONS: '', PLATFORM_URL: dropIn.origin, PLATFORM_TOKEN: dropIn.token };

  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT], { env });

  expect(stdout.split('\n')).toEqual([
    'organization: Acme Robotics',
    'members: 30',
    expect.stringMatching(/^an active key: ./),
    '400 connector_api_keys_delete_unsupported',
    expect.stringMatching(
      /Send instead: POST \/v1\/organizations\/api_keys\/apikey_\w+ with the body \{"status":"archived"\}$/,
    ),
    '',
  ]);
  await dropIn.close();
});
