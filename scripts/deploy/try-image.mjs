/* Runs what deploy/Dockerfile builds, and looks at it; exits with 1 and says what was not as it should be. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.mjs';
import { runDockerfile, startImage } from './run-dockerfile.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 60_000;

const data = await mkdtemp(join(tmpdir(), 'image-'));
const image = await runDockerfile(ROOT);
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const platform = startImage(image, {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: `${port}`,
  DATA_DIR: data,
  PLATFORM_PUBLIC_URL: 'https://tools.example.com/anthropic',
});
let said = '';
for (const output of [platform.stdout, platform.stderr]) output.on('data', (chunk) => (said += chunk));
try {
  await started();
  expect('the page', (await (await fetch(url)).text()).includes('<script'), true);
  const metadata = await fetch(`${url}/.well-known/oauth-protected-resource/anthropic/mcp`);
  expect('the metadata of MCP', (await metadata.json()).resource, 'https://tools.example.com/anthropic/mcp');
} catch (error) {
  process.stderr.write(`${error.message}\n${said}`);
  process.exitCode = 1;
} finally {
  if (platform.exitCode === null) {
    const closed = new Promise((resolve) => platform.once('close', resolve));
    platform.kill('SIGTERM');
    await closed;
  }
  await image.remove();
  await rm(data, { recursive: true, force: true });
}

async function started() {
  const isLive = () =>
    fetch(`${url}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const end = Date.now() + START_MS; Date.now() < end && platform.exitCode === null; await wait(200)) {
    if (await isLive()) return;
  }
  throw new Error('What the Dockerfile builds did not start.');
}

function expect(what, found, expected) {
  if (found !== expected)
    throw new Error(`Of what the Dockerfile builds, ${what}: ${found}, and not ${expected}.`);
}
