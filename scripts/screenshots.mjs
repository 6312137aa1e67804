/* `npm run screenshots`: pictures of every page in docs/screenshots, 1280 px wide, light and dark, of a demo that is set up for it. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { buildWhenStale } from './build-when-stale.mjs';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.mjs';
import { SHOTS } from './screenshots/shots.mjs';

const FOLDER = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const WIDTH = 1280;
const HEIGHT = 800;

buildWhenStale();
await mkdir(FOLDER, { recursive: true });
const { bootWorld } = await import('./screenshots/world.mjs');
const world = await bootWorld();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const shot of SHOTS) await take(shot, colorScheme);
  }
} finally {
  await browser.close();
  await world.close();
}

async function take({ name, tenant, path, prepare }, colorScheme) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width: WIDTH, height: HEIGHT },
    locale: 'en-US',
    timezoneId: 'UTC',
    // So that what moves is pictured where it comes to rest.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  if (tenant) {
    await page.goto(await world.signInLink(tenant));
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  }
  await page.goto(`${world.url}/#${path}`);
  await prepare(page);
  await page.screenshot({ path: `${FOLDER}${name}-${colorScheme}.png`, fullPage: true });
  process.stdout.write(`docs/screenshots/${name}-${colorScheme}.png\n`);
  await context.close();
}
