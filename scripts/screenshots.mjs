/*
 * `npm run screenshots`: pictures of every page in docs/screenshots, 1280 px wide, light and dark, of a demo that is set
 * up for it. `npm run screenshots -- activity` takes those alone whose names begin so.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { buildWhenStale } from './build-when-stale.mjs';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.mjs';
import { SHOTS } from './screenshots/shots.mjs';

const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const WIDTH = 1280;
const HEIGHT = 800;

const beginnings = process.argv.slice(2);
const wanted = SHOTS.filter(
  ({ name }) => beginnings.length === 0 || beginnings.some((start) => name.startsWith(start)),
);

buildWhenStale();
await mkdir(FOLDER, { recursive: true });
const { bootWorld } = await import('./screenshots/world.mjs');
const world = await bootWorld();
/** Sessions by tenant: signing in for every picture would fill the activity. */
const sessions = new Map();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const shot of wanted) await take(shot, colorScheme);
  }
} finally {
  await browser.close();
  await world.close();
}

async function take({ name, tenant, path, prepare, fullPage = true }, colorScheme) {
  const context = await browser.newContext({
    colorScheme,
    storageState: tenant && (await sessionOf(tenant)),
    viewport: { width: WIDTH, height: HEIGHT },
    locale: 'en-US',
    timezoneId: 'UTC',
    // Pictures are taken after animations have ended.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${world.url}/#${path}`);
  await prepare(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${FOLDER}${name}-${colorScheme}.png`, fullPage });
  process.stdout.write(`docs/screenshots/${name}-${colorScheme}.png\n`);
  await context.close();
}

async function sessionOf(tenant) {
  if (!sessions.has(tenant)) sessions.set(tenant, await signIn(tenant));
  return sessions.get(tenant);
}

async function signIn(tenant) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await world.signInLink(tenant));
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  const session = await context.storageState();
  await context.close();
  return session;
}
