import { readFile } from 'node:fs/promises';
import { DEMO_ORGANIZATION_ID } from 'anthropic-admin-simulator';
import type { Download, Page } from 'playwright-core';
import { ERROR_CODES } from '../../../src/kit/index.js';
import { OUTCOMES } from '../../../portal/src/pages/activity/audit-labels.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import { CONFIGURATION, onConfiguration } from './support/configuration.js';
import type { Visitor } from './support/visitor.js';

const TENANT = 'busy';

let portal: BootedPortal;
let visitor: Visitor;

beforeAll(async () => {
  portal = await bootPortal();
  await portal.platform.connect(TENANT);
  await invoke('users_list', {});
  await invoke('api_keys_delete', { api_key_id: 'apikey_01BatchJobExample' });
  visitor = await portal.signedIn('/activity', { tenant: TENANT });
});
beforeEach(async () => {
  // Via another page, which clears the filters.
  await visitor.open('/integrations');
  await visitor.page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor();
  await visitor.open('/activity');
});
afterEach(() => portal.platform.simulator.reset());
afterAll(() => portal.close());

const invoke = (action: string, input: object): Promise<unknown> =>
  portal.platform.call(`/actions/${action}/invoke`, { method: 'POST', body: { input }, tenant: TENANT });

const rows = (page: Page) => page.locator('tbody tr');

async function saved(page: Page, button: string): Promise<[Download, string]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByText(button, { exact: true }).click(),
  ]);
  return [download, await readFile(await download.path(), 'utf8')];
}

it('shows what happened, the newest first, and how it ended', async () => {
  const { page } = visitor;

  await rows(page).nth(3).waitFor();

  const words = await rows(page).allInnerTexts();
  expect(words.map((row) => row.split(/\s*\t\s*|\n/).slice(1, 4))).toEqual([
    ['Signed in', 'Succeeded', 'ada'],
    ['Delete an API key', 'Not possible', 'ada'],
    ['List the members of the organization', 'Succeeded', 'ada'],
    ['Key saved', 'Succeeded', 'ada'],
  ]);
});

it('filters, and shows all again', async () => {
  const { page } = visitor;
  await rows(page).nth(3).waitFor();

  await page.getByLabel('What', { exact: true }).fill('api_keys_delete');
  await page.getByText('1 entry shown').waitFor();
  const found = await rows(page).allInnerTexts();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await rows(page).nth(3).waitFor();

  expect(found).toEqual([expect.stringContaining('Not possible')]);
});

it('finds by any word that one sees, by parts of names, and by what was looked up for the page', async () => {
  await portal.platform.call('/actions/workspaces_list/invoke', {
    method: 'POST',
    body: { input: {}, look_up: true },
    tenant: TENANT,
  });
  const { page } = visitor;
  const shown = async (): Promise<string[]> => {
    await page.getByText('1 entry shown').waitFor();
    return (await rows(page).allInnerTexts()).map((row) => row.split(/\s*\t\s*|\n/)[1] ?? '');
  };
  const found: string[][] = [];
  for (const words of ['key SAVED', 'list members', 'delete an api', 'Signed']) {
    await page.getByLabel('What', { exact: true }).fill('nothing like this');
    await page.getByText('No entries match the filters.').waitFor();
    await page.getByLabel('What', { exact: true }).fill(words);
    found.push(await shown());
  }
  await page.getByLabel('Person').fill('AD');
  const byPart = await shown();
  await page.getByLabel('Person').fill('"ad"');
  await page.getByText('No entries match the filters.').waitFor();
  await visitor.open('/activity?run=look_up');
  await rows(page).getByText('Read of the portal').waitFor();

  expect(found).toEqual([
    ['Key saved'],
    ['List the members of the organization'],
    ['Delete an API key'],
    ['Signed in'],
  ]);
  expect(byPart).toEqual(['Signed in']);
  expect(await shown()).toEqual(['List workspaces']);
});

it('shows a start and its outcome as one, and says when it was started', async () => {
  const { page } = visitor;

  await page.getByRole('button', { name: 'Key saved' }).click();

  expect(await page.getByRole('dialog').innerText()).toMatch(/Started\s+.+, entry 1\n/);
  expect(await page.getByText('Saving a key').count()).toBe(0);
});

it('lists every outcome that an entry can have', () => {
  const ids = OUTCOMES.map(({ id }) => id);

  expect(Object.keys(ERROR_CODES).filter((code) => !ids.includes(code))).toEqual([]);
  expect(ids).toEqual(expect.arrayContaining(['key_unknown', 'key_not_checked', 'open']));
});

it('says where an export failed because the session ended', async () => {
  const leaving = await portal.signedIn('/activity', { tenant: 'leaving' });
  const { page } = leaving;
  await rows(page).first().waitFor();
  await leaving.context.clearCookies();

  await page.getByText('Export NDJSON', { exact: true }).click();

  await page.getByText('The export failed: no file was saved').waitFor();
  await leaving.close();
});

it('opens one entry, and looks for others like it', async () => {
  const { page } = visitor;

  await page.getByRole('button', { name: 'Delete an API key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const words = await dialog.innerText();
  await dialog.getByRole('button', { name: 'Only this action' }).click();
  await page.getByText('1 entry shown').waitFor();

  expect(words).toContain('"api_key_id": "apikey_01BatchJobExample"');
  expect(words).toMatch(/Hash\s+[0-9a-f]{64}/);
  expect(await page.getByLabel('What', { exact: true }).inputValue()).toBe('api_keys_delete');
});

it('follows live', async () => {
  const { page } = visitor;
  await rows(page).first().waitFor();

  await page.getByText('Follow live').click();
  await page.getByText('Following live').waitFor();
  await invoke('organization_get', {});

  await page.getByRole('button', { name: 'Show the organization of the Admin key' }).waitFor();
});

it('tells previews and repeats from deeds, also in an export', async () => {
  const invite = (headers: Record<string, string>, more: object = {}): Promise<unknown> =>
    portal.platform.call('/actions/invites_create/invoke', {
      method: 'POST',
      body: { input: { email: 'repeat@acme-robotics.example', role: 'user' }, ...more },
      headers,
      tenant: TENANT,
    });
  await invite({}, { dry_run: true });
  await invite({}, { dry_run: true, input: { email: 'repeat@acme-robotics.example', role: 'admin' } });
  await invite({ 'idempotency-key': 'activity-repeat' });
  await invite({ 'idempotency-key': 'activity-repeat' });
  const { page } = visitor;
  await page.getByLabel('What', { exact: true }).fill('invites_create');
  await page.getByText('4 entries shown').waitFor();

  const words = await rows(page).allInnerTexts();
  const [, csv] = await saved(page, 'Export CSV');

  expect(words.map((row) => row.split(/\s*\t\s*|\n/)[2])).toEqual([
    'Repeat',
    'Succeeded',
    'Preview Not possible',
    'Preview',
  ]);
  expect(csv).toContain(',repeat,');
  expect(csv).toContain(',dry_run,');
});

it('filters by what an entry is, and keeps the filters in the address', async () => {
  await portal.platform.call('/actions/invites_create/invoke', {
    method: 'POST',
    body: { input: { email: 'filtered@acme-robotics.example', role: 'user' }, dry_run: true },
    tenant: TENANT,
  });
  const { page } = visitor;
  await rows(page).nth(3).waitFor();

  await page.getByRole('button', { name: /Run$/ }).click();
  await page.getByRole('option', { name: 'Previews' }).click();
  await page.waitForURL(/#\/activity\?run=dry_run$/);
  await rows(page).filter({ hasText: 'Succeeded' }).first().waitFor({ state: 'detached' });
  await page.reload();
  await rows(page).first().waitFor();
  const words = await rows(page).allInnerTexts();
  const [, csv] = await saved(page, 'Export CSV');

  expect(new Set(words.map((row) => row.split(/\s*\t\s*|\n/)[2]))).toEqual(
    new Set(['Preview', 'Preview Not possible']),
  );
  expect(csv).not.toContain(',users_list,');
});

it('verifies the chain', async () => {
  const { page } = visitor;

  await page.getByRole('button', { name: 'Check for tampering' }).click();

  await page.getByText(/^No tampering found: \d+ entries$/).waitFor();
});

it('exports what fits the filters, as lines and for a spreadsheet', async () => {
  const { page } = visitor;
  await page.getByLabel('What', { exact: true }).fill('users_list');
  await page.getByText('1 entry shown').waitFor();

  const [lines, json] = await saved(page, 'Export NDJSON');
  const [sheet, csv] = await saved(page, 'Export CSV');

  const entry = JSON.parse(json) as Record<string, unknown>;
  expect([lines.suggestedFilename(), sheet.suggestedFilename()]).toEqual(['audit.ndjson', 'audit.csv']);
  expect(entry).toMatchObject({ action: 'users_list', code: 'ok' });
  expect(json).toContain('"ada"');
  expect(csv.split('\r\n')).toEqual([
    expect.stringMatching(/^\ufefftenantId,seq,at,kind,action,actorId,/),
    expect.stringContaining(',invocation,users_list,ada,'),
    '',
  ]);
});

it('shows markup and unseen characters in names as text, and runs no formula in an export', async () => {
  const sub = '=1+1<img src=x onerror="globalThis.hacked=1">';
  const name = '<img src=x onerror="globalThis.hacked=1">\u202etxt';
  Object.assign(portal.platform.simulator.state.organization(DEMO_ORGANIZATION_ID), { name });
  const stranger = await portal.visitor();
  const { page } = stranger;
  await stranger.signIn(await portal.link('--tenant', 'odd', '--sub', sub));
  await portal.platform.connect('odd');

  await stranger.open(CONFIGURATION);
  const organization = onConfiguration(page).fact('Organization');
  await organization.getByText('<img').waitFor();
  const shown = await organization.innerText();
  await stranger.open('/activity');
  await page.getByRole('banner').getByText(sub).waitFor();
  await page.getByRole('table').getByText(sub).waitFor();
  const [, csv] = await saved(page, 'Export CSV');

  expect(shown).toContain('<img src=x onerror="globalThis.hacked=1">\\u202etxt');
  expect(csv).toContain(`"'=1+1<img src=x onerror=""globalThis.hacked=1"">"`);
  expect(await page.evaluate('globalThis.hacked')).toBe(undefined);
  expect(stranger.console).toEqual([]);
});
