import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bootPlatform, type BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';
import { newToken } from '../../platform/src/service-tokens/token-secret.js';
import { codeBlocks } from '../support/markdown.js';

let platform: BootedPlatform;
let folder: string;
beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect();
  folder = await mkdtemp(join(tmpdir(), 'tokens-doc-'));
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

test('the commands of docs/tokens.md make, use, list, rotate and revoke a token', async () => {
  const blocks = codeBlocks('docs/tokens.md', 'sh').filter((block) => !block.includes('npm run'));
  const env = { PATH: process.env['PATH'], PLATFORM: platform.url, TOKEN: await signedToken() };

  const { stdout } = await promisify(execFile)('bash', ['-ec', blocks.join('\n')], { cwd: folder, env });

  const [token, isOk, workspaces, refusal, ...rest] = stdout.trim().split('\n');
  expect([token, isOk, Number(workspaces) > 0, refusal]).toEqual([
    expect.stringMatching(/^aact_\w{36}$/),
    'true',
    true,
    'The service token "Weekly report" does not include the action invites_list.',
  ]);
  expect(JSON.parse(rest.slice(0, -1).join('\n'))).toMatchObject({
    name: 'Weekly report',
    state: 'in_force',
    calls_24h: 3,
    refusals_24h: 1,
  });
  expect(rest.at(-1)).toMatch(/^20\d\d-/);
  const { status } = await platform.call('/actions', { headers: { authorization: `Bearer ${token}` } });
  expect(status).toBe(401);
});

test('its rule for secret scanners finds tokens', () => {
  const [rule = ''] = codeBlocks('docs/tokens.md', 'toml');
  const [, regex = ''] = /regex = '''(.*)'''/.exec(rule) ?? [];

  expect(new RegExp(regex).test(`export PLATFORM_TOKEN=${newToken()}`)).toBe(true);
  expect(new RegExp(regex).test('aact_...')).toBe(false);
});
