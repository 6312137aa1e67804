import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { action, onAction } from './support/actions.js';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal, type SignedInOptions } from './support/boot-portal.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.platform.simulator.reset());
afterEach(() => portal.leave());
afterAll(() => portal.close());

const DAY = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);

async function ran(
  id: string,
  input: object,
  context: SignedInOptions['context'] = {},
  options: SignedInOptions = {},
): Promise<Page> {
  const { page } = await portal.signedIn(action(id), { isConnected: true, context, ...options });
  const { button, run, result } = onAction(page);
  await button('Edit as JSON').click();
  await page.getByLabel('Input as JSON').fill(JSON.stringify(input));
  await run.click();
  await result.getByRole('columnheader').first().waitFor();
  return page;
}

const cells = (page: Page, column: number): Promise<string[]> =>
  page.locator(`tbody tr:not([aria-hidden]) > :nth-child(${column})`).allInnerTexts();

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    onAction(page).button(button).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

it.each(['light', 'dark'] as const)(
  'shows names beside ids, as links to their action, in %s',
  async (colorScheme) => {
    const page = await ran('api_keys_list', { limit: 20 }, { colorScheme });
    const { result, button } = onAction(page);
    await button(/^Columns/).click();
    await page.getByRole('checkbox', { name: 'Workspace' }).waitFor();
    const link = result.getByRole('link', { name: /^\S.* user_/ }).first();
    await link.waitFor();
    const findings = await axeFindings(page);
    const told = await result.getByText('see the scope', { exact: true }).count();
    const csv = await saved(page, 'Download CSV');
    const json = JSON.parse(await saved(page, 'Download JSON')) as object[];
    const [, name = '', id = ''] = /^(.*)\s(user_\w+)$/.exec(await link.innerText()) ?? [];
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      link.click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await tab.getByRole('heading', { level: 1, name: 'Show one member' }).waitFor();
    await onAction(tab).run.click();
    await onAction(tab).result.getByText(id).first().waitFor();

    expect(await onAction(tab).result.innerText()).toContain(name);
    expect(told).toBeGreaterThan(0);
    expect(csv).toContain('see the scope');
    expect(json).toHaveLength(20);
    expect(json[0]).toHaveProperty('id');
    expect(findings).toEqual([]);
  },
);

it('sorts, finds and adds up, and saves what is shown', async () => {
  const page = await ran('cost_report_get', {
    starting_at: `${DAY}T00:00:00Z`,
    limit: 1,
    group_by: ['description'],
  });
  const { button } = onAction(page);
  const titles = await page.getByRole('columnheader').allInnerTexts();
  const amount = titles.indexOf('Amount') + 1;
  await button('Amount').click();
  const money = (text: string): number => Number(text.replaceAll(/[$,]/g, ''));
  const ascending = (await cells(page, amount)).map(money);
  await button(/^Amount/).click();
  await page.locator('th[aria-sort="descending"]').waitFor();
  const descending = (await cells(page, amount)).map(money);
  const total = money(await page.locator(`tfoot td:nth-child(${amount})`).innerText());
  const [first = ''] = await cells(page, 1);
  await page.getByLabel('Find in these rows').fill(first.toUpperCase());
  await page.getByText(/rows contain this text/).waitFor();
  const found = await cells(page, 1);
  const json = JSON.parse(await saved(page, 'Download JSON')) as object[];

  expect(ascending).toEqual([...ascending].sort((one, other) => one - other));
  expect(descending).toEqual([...ascending].reverse());
  expect(total).toBeCloseTo(ascending.reduce((sum, one) => sum + one, 0));
  expect(found.length).toBeLessThan(ascending.length);
  expect(json).toHaveLength(found.length);
  expect(await axeFindings(page)).toEqual([]);
});

it('reads all pages, and goes back to an earlier one without a request', async () => {
  const page = await ran('users_list', { limit: 10 });
  const { button, result } = onAction(page);
  const names = await cells(page, 1);

  await button('Next page').click();
  await button('Previous page').waitFor();
  const second = await cells(page, 1);
  await result.getByText('11–20 of more than 20').waitFor();
  await button('Previous page').click();
  await result.getByRole('rowheader', { name: names[0] ?? '' }).waitFor();
  const back = await cells(page, 1);
  await result.getByText('1–10 of more than 10').waitFor();
  await button('All pages').click();
  await button('All pages').waitFor({ state: 'detached' });
  await result.getByText('30 rows').waitFor();

  expect(second).not.toEqual(names);
  expect(back).toEqual(names);
  expect(await cells(page, 1)).toHaveLength(30);
});

it('can stop reading all pages, and keeps those that were read', async () => {
  const page = await ran('users_list', { limit: 10 });
  const { button, result } = onAction(page);
  portal.platform.simulator.faults.add({ kind: 'slow', delay_ms: 60_000 });

  await button('All pages').click();
  await page.getByText('1 page, 10 items').waitFor();
  await button('Cancel').click();
  await button('All pages').waitFor();

  expect(await cells(page, 1)).toHaveLength(10);
  expect(await result.innerText()).toContain('1–10 of more than 10');
});

it('stops reading all pages for another run, whose result stays', async () => {
  const page = await ran('users_list', { limit: 10 });
  const { button, result, run } = onAction(page);
  portal.platform.simulator.faults.add({ kind: 'slow', delay_ms: 60_000 });

  await button('All pages').click();
  await page.getByText('1 page, 10 items').waitFor();
  await page.getByLabel('Input as JSON').fill('{"limit":5}');
  await Promise.all([page.waitForEvent('requestfailed'), run.click()]);
  await result.getByText('1–5 of more than 5').waitFor();
  await button('All pages').click();
  await result.getByText('30 rows').waitFor();

  expect(await cells(page, 1)).toHaveLength(30);
});

it('asks to sign in again where the session ends while all pages are read, and goes on from there', async () => {
  const page = await ran('users_list', { limit: 10 }, {}, { tenant: 'reading' });
  const { button, result, dialog } = onAction(page);
  await page.context().clearCookies();

  await button('All pages').click();
  await dialog.getByText('Your session has ended').waitFor();
  const kept = await cells(page, 1);
  const link = await portal.link('--tenant', 'reading', '--sub', 'ada');
  await dialog.getByLabel('Sign-in link or code').fill(link);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await button('All pages').click();
  await result.getByText('30 rows').waitFor();

  expect(kept).toHaveLength(10);
});

it('says what happened in words where the connection breaks', async () => {
  const { page } = await portal.signedIn(action('users_list'), { isConnected: true });
  const { run, alert } = onAction(page);
  portal.platform.simulator.faults.add({ kind: 'reset', times: 20 } as never);

  await run.click();
  await alert.first().waitFor();

  const said = await alert.first().innerText();
  expect(said).toMatch(/^The connection to Anthropic broke, or it is not available/);
  expect(said).not.toMatch(/ECONNRESET|answered/);
  await onAction(page).button('Details').click();
  await page.getByText(/The connection to Anthropic broke \(/).waitFor();
});
