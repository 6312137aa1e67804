import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { action, onAction } from './support/actions.js';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal, type SignedInOptions } from './support/boot-portal.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.leave());
afterAll(() => portal.close());

/** A day well before now, for which the simulator has data. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const midnight = (day: string): string => `${day}T00:00:00Z`;

/** Runs an action with an input that is typed as JSON, and waits for its table. */
async function ran(id: string, input: object, context: SignedInOptions['context'] = {}): Promise<Page> {
  const { page } = await portal.signedIn(action(id), { isConnected: true, context });
  const { button, run, result } = onAction(page);
  await button('Edit as JSON').click();
  await page.getByLabel('Input as JSON').fill(JSON.stringify(input));
  await run.click();
  await result.getByRole('columnheader').first().waitFor();
  return page;
}

const titlesOn = (page: Page): Promise<string[]> => page.getByRole('columnheader').allInnerTexts();

const USAGE = {
  starting_at: midnight(daysAgo(20)),
  bucket_width: '1h',
  limit: 24,
  group_by: ['model', 'api_key_id', 'workspace_id', 'service_tier', 'context_window'],
};

it('begins with what was grouped by, and keeps the other columns behind a button', async () => {
  const page = await ran('usage_report_messages', USAGE);
  const { button } = onAction(page);

  const before = await titlesOn(page);
  await button(/^Columns \(9 of \d+\)$/).click();
  await page.getByRole('checkbox', { name: 'Output tokens' }).waitFor();
  const findings = await axeFindings(page);
  await page.getByRole('checkbox', { name: 'Output tokens' }).press(' ');
  await button(/^Columns \((8|10) of \d+\)$/).waitFor();
  const after = await titlesOn(page);

  expect(before.slice(0, 5)).toEqual(['Model', 'API key', 'Workspace', 'Service tier', 'Context window']);
  expect(before).toHaveLength(9);
  expect(after.includes('Output tokens')).toBe(!before.includes('Output tokens'));
  expect(findings).toEqual([]);
});

it('shows the days of a bill as UTC dates, other times as local ones, and saves amounts with both units', async () => {
  const context = { timezoneId: 'America/Los_Angeles', locale: 'en-US' };
  const day = daysAgo(10);
  const page = await ran(
    'cost_report_get',
    { starting_at: midnight(day), limit: 1, group_by: ['description'] },
    context,
  );
  const { result, button } = onAction(page);
  const time = result.locator(`time[datetime="${midnight(day)}"]`).first();
  const [words, title] = [await time.innerText(), await time.getAttribute('title')];
  const titles = await titlesOn(page);
  const [download] = await Promise.all([page.waitForEvent('download'), button('Download CSV').click()]);
  const csv = await readFile(await download.path(), 'utf8');

  const utc = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
  expect(words).toBe(`${utc.format(new Date(day))} UTC`);
  expect(title).toMatch(/P[SD]T$/);
  expect(titles).toEqual(expect.arrayContaining(['Description', 'Service tier', 'Token type', 'Amount']));
  const [head = '', first = ''] = csv.split('\r\n');
  const column = (name: string): string => first.split(',')[head.split(',').indexOf(`"${name}"`)] ?? '';
  expect(Number(column('Amount (cents)').replaceAll('"', ''))).toBeCloseTo(
    100 * Number(column('Amount (USD)').replaceAll('"', '')),
  );

  await page.goto(page.url().replace('cost_report_get', 'users_get'));
  await button('Edit as JSON').click();
  await page
    .getByLabel('Input as JSON')
    .fill(JSON.stringify({ user_id: portal.platform.simulator.demo.adminUserId }));
  await onAction(page).run.click();
  const added = result.locator('time').first();
  await added.waitFor();
  expect(await added.innerText()).toMatch(/P[SD]T$/);
  expect(await added.getAttribute('title')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
});

it.each(['light', 'dark'] as const)(
  'holds only the rows in sight of a long answer, in %s',
  async (colorScheme) => {
    const page = await ran('usage_report_messages', { ...USAGE, limit: 168 }, { colorScheme });
    const { result, button } = onAction(page);
    const table = result.getByRole('table');
    const rows = table.locator('tbody tr:not([aria-hidden])');

    const all = Number(await table.getAttribute('aria-rowcount'));
    await rows.nth(10).waitFor();
    const held = await rows.count();
    const tableFindings = await axeFindings(page);
    await page.evaluate('document.querySelector("table").parentElement.scrollTo(0, 1e7)');
    await table.locator(`tr[aria-rowindex="${all}"]`).waitFor();
    const heldAtEnd = await rows.count();
    await button('Show as form').click();
    const field = page.getByRole('textbox', { name: /^Models/ });
    await field.waitFor();
    await page.evaluate(
      `window.changes = 0;
     new MutationObserver((found) => (window.changes += found.length))
       .observe(document.querySelector('table'), { subtree: true, childList: true, attributes: true, characterData: true });`,
    );
    await field.pressSequentially('claude');
    const changes = await page.evaluate('window.changes');
    await page.getByRole('tab', { name: 'Raw JSON' }).click();
    const raw = page.getByRole('region', { name: 'Raw JSON' });
    await raw.getByText('"actionId": "usage_report_messages"').waitFor();
    const lines = (await raw.innerText()).split('\n').length;

    expect(all).toBeGreaterThan(1_000);
    expect(Math.max(held, heldAtEnd)).toBeLessThan(100);
    expect(changes).toBe(0);
    expect(lines).toBeLessThan(200);
    expect([tableFindings, await axeFindings(page)]).toEqual([[], []]);
  },
);

it('uses the width of the window for a wide table', async () => {
  const page = await ran(
    'usage_report_messages',
    { ...USAGE, group_by: ['model'] },
    { viewport: { width: 2560, height: 1200 } },
  );
  const [width, inside] = (await page.evaluate(
    '(({ clientWidth, scrollWidth }) => [clientWidth, scrollWidth])(document.querySelector("table").parentElement)',
  )) as [number, number];

  expect(inside).toBe(width);
  expect(width).toBeGreaterThan(1_200);
});

it('shows an answer made of several reports as its sentence, a table in dollars, and further pages', async () => {
  const page = await ran('spend_query', {
    range: 'previous_month',
    group_by: ['workspace'],
    bucket: 'day',
    limit: 4,
  });
  const { result, button } = onAction(page);

  const titles = await titlesOn(page);
  const sentence = await result.getByRole('paragraph').filter({ hasText: '(UTC): $' }).count();
  const cell = await result.getByRole('row').nth(1).innerText();
  await button('Next page').click();
  await result.getByText('5–8 of more than 8').waitFor();
  const findings = await axeFindings(page);

  expect(titles.slice(0, 3)).toEqual(['Workspace', 'Starting at', 'Amount']);
  expect(sentence).toBe(1);
  expect(cell).toMatch(/\$[\d,]+\.\d\d/);
  expect(await result.getByText(/Next page|next_page/).count()).toBe(1);
  expect(findings).toEqual([]);
});
