import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import type { Page } from 'playwright-core';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import { CONFIGURATION, isSave, onConfiguration } from './support/configuration.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterAll(() => portal.close());

/** What scripts of the page could read of it. */
const STORED = `(async () => JSON.stringify({
  html: document.documentElement.outerHTML,
  values: [...document.querySelectorAll('input, textarea')].map(({ value }) => value),
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: await indexedDB.databases(),
  caches: await caches.keys(),
  cookies: document.cookie,
  history: [history.length, history.state, location.href],
}))()`;

/** All that is alive in the page's memory, after what is not has been collected. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  return chunks.join('');
}

it('has the key nowhere once it is saved', async () => {
  const visitor = await portal.signedIn(CONFIGURATION);
  const { button, save } = onConfiguration(visitor.page);
  await save(DEMO_ADMIN_KEY);
  await visitor.page.getByText('Connected', { exact: true }).waitFor();
  const sentBefore = visitor.requests.length;
  await button('Check now').click();
  await visitor.page.getByText('The key works.').waitFor();
  await visitor.open('/activity');
  await visitor.page.getByRole('table').waitFor();

  const saves = visitor.requests.filter(isSave);
  const others = visitor.requests.filter((request) => !isSave(request));
  expect(saves.map((request) => request.postData())).toEqual([JSON.stringify({ api_key: DEMO_ADMIN_KEY })]);
  expect(visitor.requests.length).toBeGreaterThan(sentBefore);
  expect(others.map((request) => `${request.url()} ${request.postData()}`).join('\n')).not.toContain(
    DEMO_ADMIN_KEY,
  );
  expect(visitor.requests.map((request) => request.url()).join('\n')).not.toContain(DEMO_ADMIN_KEY);
  expect(await visitor.page.evaluate(STORED)).not.toContain(DEMO_ADMIN_KEY);
  expect(await visitor.context.storageState()).not.toMatchObject({ cookies: [{ value: DEMO_ADMIN_KEY }] });
  expect((await heapOf(visitor.page)).includes(DEMO_ADMIN_KEY)).toBe(false);
  expect(visitor.console).toEqual([]);
});

it('would find the key in the field and in what a script keeps', async () => {
  const { page } = await portal.signedIn(CONFIGURATION);

  await onConfiguration(page).field.fill(DEMO_ADMIN_KEY);
  await page.evaluate((kept) => Object.assign(globalThis, { kept }), `kept-${DEMO_ADMIN_KEY}`);

  expect(await page.evaluate(STORED)).toContain(DEMO_ADMIN_KEY);
  expect((await heapOf(page)).includes(`kept-${DEMO_ADMIN_KEY}`)).toBe(true);
});

it('asks browsers to keep nothing of the field', async () => {
  const { page } = await portal.signedIn(CONFIGURATION);
  const { field } = onConfiguration(page);

  await field.waitFor();

  expect(await field.getAttribute('type')).toBe('password');
  expect(await field.getAttribute('autocomplete')).toBe('off');
});
