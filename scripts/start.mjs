/* `npm start [-- --seed large] [-- --governed]`: the platform beside a simulated Admin API. `npm run start:live` (--live): the platform alone, on the real one. */
import { parseArgs } from 'node:util';
import { buildWhenStale } from './build-when-stale.mjs';
import { platformAddress, simulatorAddress } from './start/addresses.mjs';
import { untilAnswered } from './start/answers.mjs';
import { Children } from './start/children.mjs';
import { started, startedLive } from './start/next-steps.mjs';
import { whenOrphaned } from './start/orphaned.mjs';
import { portalLink } from './start/platform-commands.mjs';
import { requireFree } from './start/ports.mjs';

/* What undoes a write in the demo is recorded with it. */
const AUDIT_RECORD_BEFORE = process.env.AUDIT_RECORD_BEFORE || 'on';

/* The demo keeps the spend of what is connected. Its API is simulated, so no one else waits. */
const LEDGER = {
  LEDGER_NEW_CONNECTIONS: process.env.LEDGER_NEW_CONNECTIONS || 'on',
  LEDGER_REQUESTS_PER_MINUTE: process.env.LEDGER_REQUESTS_PER_MINUTE || '60',
  LEDGER_PAUSE_MS: process.env.LEDGER_PAUSE_MS || '5000',
};

const REAL_API = 'https://api.anthropic.com';

const ended = new AbortController();
const children = new Children((name) => void end(1, `The ${name} ended, and so does the rest.`));

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));
whenOrphaned(() => void end(0));
try {
  const { live, seed, governed } = optionsOf(process.argv.slice(2));
  await (live ? startLive() : startDemo(seed, governed));
} catch (error) {
  await end(1, error.message);
}

function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: { live: { type: 'boolean' }, seed: { type: 'string' }, governed: { type: 'boolean' } },
  });
  if (values.live && values.governed)
    throw new Error('--governed is of the demo; set PLATFORM_POLICIES=on for start:live.');
  if (values.live && values.seed !== undefined)
    throw new Error('--seed is of the simulated API, which start:live does not start. Omit it.');
  return values;
}

async function startDemo(seed, governed = false) {
  const { host, port, url: simulator } = simulatorAddress();
  await requireFree('SIMULATOR_PORT', port, host);
  const startPlatform = await preparePlatform();

  buildWhenStale();
  const args = ['--port', String(port), '--control', ...(seed === undefined ? [] : ['--seed', seed])];
  children.start('simulator', 'simulator/dist/esm/main.js', args, { quiet: true });
  await untilAnswered(`${simulator}/__sim/clock`, ended.signal);
  // Without --governed nothing is refused: outcomes say what the policies would have decided.
  const PLATFORM_POLICIES = process.env.PLATFORM_POLICIES || (governed ? 'on' : 'watch');
  const platform = await startPlatform(simulator, { ...LEDGER, AUDIT_RECORD_BEFORE, PLATFORM_POLICIES });

  const { DEMO_ADMIN_KEY: key } = await import('anthropic-admin-simulator');
  const second = governed ? await portalLink(platform, 'second-person') : undefined;
  process.stdout.write(started({ portal: await portalLink(platform), key, second }));
}

async function startLive() {
  const api = process.env.ANTHROPIC_BASE_URL || REAL_API;
  const startPlatform = await preparePlatform();

  buildWhenStale(['platform', 'portal']);
  const platform = await startPlatform(api);
  process.stdout.write(startedLive({ portal: await portalLink(platform), platform, api }));
}

async function preparePlatform() {
  const { host, port, url } = platformAddress();
  await requireFree('PORT', port, host);
  return async (api, settings = {}) => {
    // A request log would hide the link.
    const LOG_LEVEL = process.env.LOG_LEVEL || 'warn';
    const env = { ...settings, ANTHROPIC_BASE_URL: api, PORT: String(port), LOG_LEVEL };
    children.start('platform', 'platform/dist/main.js', [], { env });
    await untilAnswered(`${url}/health`, ended.signal);
    return url;
  };
}

async function end(code, reason) {
  if (ended.signal.aborted) return;
  ended.abort();
  if (reason) process.stderr.write(`${reason}\n`);
  await children.stop();
  process.exit(code);
}
