import { execFileSync, spawnSync } from 'node:child_process';

/** What Chromium is started with where there is no screen, and no reason to talk to anybody. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** What it may be called. The one without windows comes first: it starts twice as fast and needs half as many processes. */
const COMMANDS = ['chromium-headless-shell', 'chromium'];

/**
 * Where the machine's Chromium is; Debian's package is installed where there is none.
 * @throws Error that says how to install it.
 */
export function chromiumPath() {
  const path = found() ?? installed();
  if (path !== undefined) return path;
  throw new Error(
    'Chromium is needed, and apt-get could not install it. Install it (apt-get install chromium), or set CHROMIUM to its path.',
  );
}

function found() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return COMMANDS.map(whereIs).find(Boolean);
}

function whereIs(command) {
  return spawnSync('which', [command], { encoding: 'utf8' }).stdout?.trim();
}

function installed() {
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', COMMANDS[0]], { stdio: 'ignore' });
  } catch {
    // What is found is what counts.
  }
  return found();
}
