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

/** Commands of Chromium, the better ones first: the one without windows starts twice as fast, and needs half as many processes. */
const COMMANDS = ['chromium-headless-shell', 'chromium'] as const;

/**
 * Starts the machine's Chromium; where there is none, installs Debian's first.
 * @throws Error that says how to install it.
 */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: found() ?? installed(), args: FLAGS });

function found(): string | undefined {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) return CHROMIUM;
  return COMMANDS.map(whereIs).find(Boolean);
}

const whereIs = (command: string): string | undefined =>
  spawnSync('which', [command], { encoding: 'utf8' }).stdout?.trim();

function installed(): string {
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', COMMANDS[0]], { stdio: 'ignore' });
  } catch {
    // What is found below is what counts.
  }
  const path = found();
  if (path !== undefined) return path;
  throw new Error(
    'The tests of the page need Chromium, and apt-get could not install it. Install it (apt-get install chromium), or set CHROMIUM to its path.',
  );
}
