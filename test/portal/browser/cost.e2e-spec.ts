import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import type { Visitor } from './support/visitor.js';

const COST = '/integrations/anthropic/cost';
const TENANT = 'spender';

let portal: BootedPortal;
let visitor: Visitor;

beforeAll(async () => {
  portal = await bootPortal();
  visitor = await portal.signedIn('/integrations', { tenant: TENANT, isConnected: true });
});
afterEach(() => portal.platform.simulator.faults.clear());
afterAll(() => portal.close());

interface Row {
  readonly group: Readonly<Record<string, string>>;
  readonly amount_usd: string;
}
interface Answer {
  readonly totals: { readonly amount_usd: string };
  readonly rows: readonly Row[];
}
interface Summary {
  readonly comparison?: { readonly amount_usd: string; readonly previous: { readonly amount_usd: string } };
}
const ask = async (action: string, input: object): Promise<Answer> => {
  const { body } = await portal.platform.call(`/actions/${action}/invoke`, {
    method: 'POST',
    body: { input },
    tenant: TENANT,
  });
  return (body as { data: Answer }).data;
};
const rounded = (usd: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(Number(usd));

const total = (page: Page): Locator => page.getByRole('row', { name: /^Total/ });
const shown = async (path: string): Promise<Page> => {
  await visitor.open('/integrations');
  await visitor.open(path);
  await total(visitor.page).waitFor();
  return visitor.page;
};

it('shows the same figures as the API in the picture, the table and the file', async () => {
  const page = await shown(`${COST}?range=previous_month`);
  const api = await ask('spend_query', { range: 'previous_month', group_by: ['model'] });

  const cells = await page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .allInnerTexts();
  expect(cells.map((text) => text.split(/\s*\t\s*/)[1])).toEqual(
    api.rows.map(({ amount_usd: usd }) => rounded(usd)),
  );
  expect(await total(page).innerText()).toContain(rounded(api.totals.amount_usd));

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  expect(download.suggestedFilename()).toMatch(/^cost-by-model-20\d\d-\d\d-\d\d-20\d\d-\d\d-\d\d\.csv$/);
  for (const { amount_usd: usd } of api.rows) expect(csv).toContain(`"${usd}"`);

  const days = await ask('spend_query', { range: 'previous_month', bucket: 'day', limit: 1000 });
  await page.getByRole('group', { name: /^Cost by day/ }).focus();
  const read: string[] = [];
  for (let nth = 0; nth < days.rows.length; nth += 1) {
    await page.keyboard.press('ArrowRight');
    read.push((await page.getByRole('status').filter({ hasText: '$' }).innerText()).split(' · ')[0]!);
  }
  expect(read.map((text) => text.split(': ')[1])).toEqual(
    days.rows.map(({ amount_usd: usd }) => rounded(usd)),
  );
});

it('keeps range, split and filters in the address; a row is a filter, and back removes it', async () => {
  const page = await shown(`${COST}?range=previous_month&by=workspace`);
  const all = await total(page).innerText();
  const first = page.getByRole('button', { name: /^Only / }).first();
  const name = (await first.innerText()).replace('Only ', '').trim();

  await first.click();
  await page.getByRole('button', { name: /Remove the filter Workspace/ }).waitFor();
  await page.getByRole('columnheader', { name: 'Model', exact: true }).waitFor();
  expect(name).not.toBe('');
  expect(page.url()).toContain('range=previous_month');
  expect(page.url()).toMatch(/workspace=wrkspc_/);
  const only = await total(page).innerText();
  await page.reload();
  await total(page).waitFor();
  expect(await total(page).innerText()).toBe(only);
  await page.goBack();
  await page.getByRole('columnheader', { name: 'Workspace', exact: true }).waitFor();

  expect(only).not.toBe(all);
  expect(await total(page).innerText()).toBe(all);
});

it('shows this month with its forecast, and how fresh and complete the figures are', async () => {
  const page = await shown(COST);
  // Today grows; the complete days do not.
  const { comparison } = (await ask('spend_summary', {})) as unknown as Summary;

  const tiles = await page.locator('dl').innerText();
  expect(tiles).toMatch(/This month up to now\n\$[\d,.]+\n/);
  // There is none on the first day of a month.
  if (comparison)
    expect(tiles).toContain(
      `${rounded(comparison.amount_usd)} instead of ${rounded(comparison.previous.amount_usd)}, complete days alone.`,
    );
  expect(tiles).toMatch(
    /Forecast of the month\n\$[\d,.]+\nBetween \$[\d,.]+ and \$[\d,.]+: each remaining day/,
  );
  expect(tiles).toMatch(/Yesterday \(UTC\)\n\$[\d,.]+/);
  expect(await visitor.text()).toContain('today is not complete');
  expect(await visitor.text()).toMatch(/\(UTC\)\. Complete until .* Source: /);
});

it('says what failed, and which permission is missing', async () => {
  portal.platform.simulator.faults.add({
    kind: 'status',
    status: 400,
    message: 'the report is closed',
    times: 'always',
  });
  await visitor.open('/integrations');
  await visitor.open(`${COST}?range=last_90_days&by=product`);
  await visitor.page.getByText('The cost could not be read').waitFor();
  expect(await visitor.text()).toContain('the report is closed');
  const reader = await portal.signedIn(COST, { tenant: TENANT, permissions: 'anthropic:connections:read' });
  await reader.page.getByText('You may not read the cost').waitFor();

  expect(await reader.text()).toContain('anthropic:read');
  expect(reader.requests.some((request) => request.url().includes('spend_'))).toBe(false);
  expect(visitor.console.filter((line) => !line.includes('status of 422'))).toEqual([]);
});
