/* `npm start`: the platform beside a simulated Admin API. `npm run start:live` (--live): the platform alone, on the real one. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildWhenStale } from './build-when-stale.mjs';
import { untilAnswered } from './start/answers.mjs';
import { Children } from './start/children.mjs';
import { nextSteps, nextStepsLive } from './start/next-steps.mjs';
import { whenOrphaned } from './start/orphaned.mjs';
import { portFrom, requireFree } from './start/ports.mjs';

const LOCAL = '127.0.0.1';
const REAL_API = 'https://api.anthropic.com';

const live = process.argv.includes('--live');
const ended = new AbortController();
const children = new Children((name) => void end(1, `The ${name} ended, and so does the rest.`));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
whenOrphaned(() => void end(0));
try {
  await (live ? startLive() : startDemo());
} catch (error) {
  await end(1, error.message);
}

async function startDemo() {
  const simulatorPort = portFrom('SIMULATOR_PORT', 4010);
  const simulator = `http://${LOCAL}:${simulatorPort}`;
  await requireFree('SIMULATOR_PORT', simulatorPort, LOCAL);
  const startPlatform = await preparePlatform();

  buildWhenStale();
  children.start('simulator', 'simulator/dist/esm/main.js', ['--port', String(simulatorPort), '--control']);
  await untilAnswered(`${simulator}/__sim/clock`, ended.signal);
  const platform = await startPlatform(simulator);

  const { DEMO_ADMIN_KEY: key } = await import('anthropic-admin-simulator');
  const { activeApiKeyId: apiKeyId } = await (await fetch(`${simulator}/__sim/demo`)).json();
  const [portal, token] = await Promise.all([portalLink(platform), demoToken()]);
  process.stdout.write(nextSteps({ platform, portal, simulator, key, apiKeyId, token }));
}

async function startLive() {
  const api = process.env.ANTHROPIC_BASE_URL || REAL_API;
  const startPlatform = await preparePlatform();

  buildWhenStale(['platform', 'portal']);
  const platform = await startPlatform(api);
  const [portal, token] = await Promise.all([portalLink(platform), demoToken()]);
  process.stdout.write(nextStepsLive({ platform, portal, api, token }));
}

async function preparePlatform() {
  const port = portFrom('PORT', 3000);
  const host = process.env.HOST || LOCAL;
  await requireFree('PORT', port, host);
  const url = `http://${host === '0.0.0.0' || host === '::' ? LOCAL : host}:${port}`;
  return async (api) => {
    children.start('platform', 'platform/dist/main.js', [], { ANTHROPIC_BASE_URL: api, PORT: String(port) });
    await untilAnswered(`${url}/health`, ended.signal);
    return url;
  };
}

async function demoToken() {
  if (process.env.PLATFORM_JWKS_URL) return '<a token of your identity provider>';
  return printed('token.js', '--tenant', 'acme', '--permissions', 'anthropic:*');
}

/** A link that signs in; where an identity provider does that, the page finds the way to it by itself. */
async function portalLink(platform) {
  if (process.env.PLATFORM_JWKS_URL) return process.env.PLATFORM_PUBLIC_URL || platform;
  return printed('sign-in-link.js', ...(process.env.PLATFORM_PUBLIC_URL ? [] : ['--url', platform]));
}

async function printed(command, ...args) {
  const script = fileURLToPath(new URL(`../platform/dist/${command}`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
  return stdout.trim();
}

async function end(code, reason) {
  if (ended.signal.aborted) return;
  ended.abort();
  if (reason) process.stderr.write(`${reason}\n`);
  await children.stop();
  process.exit(code);
}
