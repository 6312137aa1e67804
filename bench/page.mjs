/*
 * How fast the page shows a long answer: npm run bench:page
 * A real platform and the simulator serve 500 hours of usage by five dimensions; Chromium shows them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { chromium } from 'playwright-core';
import { signInLinkCommand } from '../platform/dist/admin/sign-in-link-command.js';
import { tokenCommand } from '../platform/dist/admin/token-command.js';
import { createPlatform } from '../platform/dist/app.js';
import { CHROMIUM_FLAGS, chromiumPath } from '../scripts/chromium.mjs';
import { median, rounded } from './figures.mjs';
import { keep } from './results.mjs';

const ROUNDS = 3;
const KEYS = 'claude-opus-bench';
const INPUT = {
  starting_at: '2026-10-20T00:00:00Z',
  bucket_width: '1h',
  limit: 500,
  group_by: ['model', 'api_key_id', 'workspace_id', 'service_tier', 'context_window'],
};
const TENANT = 'bench';
const MB = 1024 * 1024;

/** Times from the end of the response to the frame that shows the table. */
const WATCH = `
  window.bench = { keys: [] };
  new MutationObserver((_, observer) => {
    const table = document.querySelector('section table');
    if (!table) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => {
      const invoked = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/invoke')).at(-1);
      window.bench.rows = Number(table.getAttribute('aria-rowcount') ?? table.rows.length) - 1;
      window.bench.shown = performance.now() - invoked.responseEnd;
    }));
  }).observe(document.body, { childList: true, subtree: true });`;

const KEY_TIMES = `addEventListener('keydown', ({ timeStamp }) => {
  requestAnimationFrame(() => setTimeout(() => window.bench.keys.push(performance.now() - timeStamp)));
}, true);`;

const RAW = `(async () => {
  const tab = [...document.querySelectorAll('[role=tab]')].find(({ textContent }) => textContent === 'Raw JSON');
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  tab.focus();
  tab.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse', button: 0 }));
  tab.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
  tab.click();
  while (!document.querySelector('[aria-label="Raw JSON"] code')) await frame();
  await frame();
  window.bench.raw = performance.now();
})()`;

const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-bench-'));
const env = { DATA_DIR: folder, PLATFORM_JWT_SECRET: 'a-secret-of-the-benchmark-that-is-long-enough' };
const simulator = await createSimulator({ clock: () => Date.parse('2026-11-20T00:00:00Z') });
const app = await createPlatform({
  env,
  connector: { baseUrl: simulator.url },
  logTo: new Writable({ write: (line, encoding, done) => done() }),
});
await app.listen(0, '127.0.0.1');
const url = `http://127.0.0.1:${app.getHttpServer().address().port}`;
const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });

try {
  await connect();
  const runs = [];
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await look());
  const rows = Object.keys(runs[0]).map((figure) => ({
    figure,
    median: rounded(median(runs.map((run) => run[figure])), 0),
    worst: rounded(Math.max(...runs.map((run) => run[figure])), 0),
  }));
  console.table(rows);
  await keep('page', { rounds: ROUNDS, figures: rows }, rows);
} finally {
  await browser.close();
  await app.close();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
}

async function connect() {
  const token = await tokenCommand(['--tenant', TENANT, '--sub', TENANT], env);
  const saved = await fetch(`${url}/v1/connectors/anthropic/connections/default`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ api_key: DEMO_ADMIN_KEY }),
  });
  if (!saved.ok) throw new Error(await saved.text());
}

/** One visit: the table, keys typed into the form beside it, the raw view, and what all of it holds. */
async function look() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(await signInLinkCommand(['--tenant', TENANT, '--sub', TENANT, '--url', url], env));
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await page.goto(`${url}/#/integrations/anthropic/actions/usage_report_messages`);
  await page.getByRole('button', { name: 'Edit as JSON' }).click();
  await page.getByLabel('Input as JSON').fill(JSON.stringify(INPUT));
  await page.getByRole('button', { name: 'Show as form' }).click();
  const models = page.getByRole('textbox', { name: /^Models/ });
  await models.waitFor();

  await page.evaluate(WATCH);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  // The policy of the page allows no script that looks by itself.
  while (!(await page.evaluate('window.bench.shown'))) await setTimeout(100);
  const [shownMs, rowCount] = await page.evaluate('[window.bench.shown, window.bench.rows]');

  const keyMs = await typed(page, models);
  const started = await page.evaluate('performance.now()');
  await page.evaluate(RAW);
  const rawMs = (await page.evaluate('window.bench.raw')) - started;
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (name) => metrics.find((one) => one.name === name).value;
  await context.close();
  return {
    'rows of the table': rowCount,
    'response to table, ms': shownMs,
    'a key press, ms': keyMs,
    'raw view opened, ms': rawMs,
    'elements in the page': metric('Nodes'),
    'heap, MB': metric('JSHeapUsedSize') / MB,
  };
}

/** The slowest of several keys, from the key to the frame after it. */
async function typed(page, field) {
  await field.focus();
  await page.evaluate(KEY_TIMES);
  for (const key of KEYS) await page.keyboard.press(key);
  return page.evaluate('Math.max(...window.bench.keys)');
}
