import { execFileSync, spawnSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * Starts the machine's Chromium, which Debian's package is made the way of where there is none.
 * @throws Error that says how to install it.
 */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: found() ?? installed(), args: FLAGS });

function found(): string | undefined {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) return CHROMIUM;
  const { stdout } = spawnSync('which', ['chromium'], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}

function installed(): string {
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
  } catch {
    // What is found below is what counts.
  }
  const path = found();
  if (path !== undefined) return path;
  throw new Error(
    'The tests of the page need Chromium, and apt-get could not install it. Install it (apt-get install chromium), or set CHROMIUM to its path.',
  );
}
