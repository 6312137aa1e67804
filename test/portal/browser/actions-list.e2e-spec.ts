import { until } from '../../platform/support/until.js';
import type { Page } from 'playwright-core';
import { action, ACTIONS, isInvocationOf, onAction } from './support/actions.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.leave());
afterAll(() => portal.close());

const choose = async (page: Page, field: string, choice: string): Promise<void> => {
  await page.getByRole('button', { name: new RegExp(`${field}$`) }).click();
  await page.getByRole('option', { name: choice }).click();
};

it('keeps search and filters in the URL, which can be shared', async () => {
  const visitor = await portal.signedIn(ACTIONS);
  const { page } = visitor;

  await page.getByRole('searchbox', { name: 'Search' }).fill('workspace');
  await choose(page, 'Effect', 'Cannot be undone');
  await page.getByRole('link', { name: 'Permanently archive a workspace' }).click();
  await page.getByRole('heading', { name: 'Permanently archive a workspace' }).waitFor();
  const shared = page.url();
  const other = await visitor.secondTab();
  await other.page.goto(shared);
  await other.page.getByRole('link', { name: 'All actions' }).click();
  await other.page.getByRole('link', { name: 'Permanently archive a workspace' }).waitFor();

  expect(shared).toMatch(
    /#\/integrations\/anthropic\/actions\/workspaces_archive\?q=workspace&effect=destructive$/,
  );
  expect(await other.page.getByRole('searchbox').inputValue()).toBe('workspace');
  expect(await other.page.getByRole('link', { name: 'Create a workspace' }).count()).toBe(0);
  expect(visitor.console).toEqual([]);
});

it('restores place and result after Back, and says of an address what is not there', async () => {
  const visitor = await portal.signedIn(ACTIONS, { isConnected: true });
  const { page } = visitor;
  // Unlike a click, the event alone does not scroll the link into view.
  const scrolled = (): Promise<unknown> => page.evaluate('window.scrollY');
  const members = page.getByRole('link', { name: 'List the members of the organization' });
  await page.getByRole('link', { name: 'Permanently archive a workspace' }).waitFor();
  await page.evaluate('window.scrollTo(0, 1500)');
  await until(async () => (await scrolled()) === 1_500);

  await page.getByRole('link', { name: 'Permanently archive a workspace' }).dispatchEvent('click');
  await page.getByRole('link', { name: 'All actions' }).waitFor();
  const atTop = await scrolled();
  await page.goBack();
  await until(async () => (await scrolled()) === 1_500);
  await members.dispatchEvent('click');
  await onAction(page).run.click();
  await onAction(page).result.getByRole('rowheader', { name: 'Dmitri Volkov' }).waitFor();
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
  await page.goBack();
  await onAction(page).result.getByRole('rowheader', { name: 'Dmitri Volkov' }).waitFor();
  await page.getByRole('link', { name: 'All actions' }).dispatchEvent('click');
  await members.waitFor();
  await until(async () => (await scrolled()) === 1_500);
  await visitor.open(action('users_lst'));
  await page.getByText('There is no action users_lst').waitFor();
  await page.getByRole('link', { name: 'Search for it' }).click();
  await members.waitFor();
  const found = await page.getByRole('searchbox').inputValue();
  for (const path of ['/nowhere', '/integrations/nobody/actions']) {
    await visitor.open(path);
    await page.getByText(`There is no page at ${path}`).waitFor();
  }
  await page.getByRole('link', { name: 'Go to Integrations' }).click();

  await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor();
  expect([atTop, found]).toEqual([0, 'users']);
});

it('shows what the API does not offer, and what other credentials are for', async () => {
  const { page } = await portal.signedIn(`${ACTIONS}?show=limited`);

  await page.getByRole('link', { name: 'Delete a workspace' }).waitFor();
  const limited = await page.getByRole('main').getByRole('listitem').count();
  await choose(page, 'Show', 'Needs another credential');
  await page.getByText('These actions need another credential').waitFor();
  await page.getByText('90 actions').waitFor();

  expect(limited).toBe(3);
});

it('offers nothing to run where there is no alternative, and says once what to do instead', async () => {
  const { page } = await portal.signedIn(action('google_data_controls_update'), { isConnected: true });
  const main = page.getByRole('main');

  await main.getByText('An Admin key cannot change the data controls').waitFor();
  await main.getByText('Other credential').waitFor();
  const text = (await main.textContent()) ?? '';

  expect(await main.getByRole('button', { name: 'Show the alternative' }).count()).toBe(0);
  expect(text.split('in the Claude Console').length - 1).toBe(1);
  expect(text).not.toMatch(/Safe to repeat|can be reversed/);
});

it('says of an action that is no safe repetition that it is none', async () => {
  const { page } = await portal.signedIn(action('external_storage_delete'), { isConnected: true });

  await page.getByText('Makes a change that cannot be undone. Not safe to repeat.').waitFor();
});

it('says where the operations are that need another credential', async () => {
  const { page } = await portal.signedIn(ACTIONS);

  await page.getByText('Under “Show” are those that need another credential').waitFor();
});

it('switches an action off, also in other tabs and on the server', async () => {
  const visitor = await portal.signedIn(ACTIONS, { isConnected: true, tenant: 'switching' });
  const other = await visitor.secondTab();
  await other.open(action('organization_get'));
  const { run, alert } = onAction(other.page);
  await run.waitFor();
  const toggle = visitor.page.getByRole('switch', {
    name: 'Switch on: Show the organization of the Admin key',
  });

  await toggle.press('Space');
  await other.page.getByText('This action is switched off').waitFor();
  const isDisabled = await run.isDisabled();
  await visitor.page.getByRole('listitem').getByText('Switched off', { exact: true }).waitFor();
  await choose(visitor.page, 'Show', 'Switched off');
  await visitor.page.getByText('1 action', { exact: true }).waitFor();
  await toggle.press('Space');
  await other.page.getByText('This action is switched off').waitFor({ state: 'detached' });
  await portal.platform.call('/actions/organization_get/switch', {
    method: 'PUT',
    body: { enabled: false },
    tenant: 'switching',
  });
  await run.click();

  await alert.filter({ hasText: /switched off|disabled/i }).waitFor();
  expect(isDisabled).toBe(true);
  expect(other.requests.filter(isInvocationOf('organization_get'))).toHaveLength(1);
});

it('turns everything off that writes after a question, says so on every page, and can be undone there', async () => {
  const { page } = await portal.signedIn(ACTIONS, { isConnected: true, tenant: 'reading' });
  const { run } = onAction(page);

  await page.getByRole('switch', { name: 'Read-only mode' }).press('Space');
  const question = await page.getByRole('alertdialog').innerText();
  await page.getByRole('button', { name: 'Cancel' }).click();
  const afterCancel = await page.getByRole('switch', { name: 'Read-only mode' }).isChecked();
  await page.getByRole('switch', { name: 'Read-only mode' }).press('Space');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('Read-only mode is on for Anthropic').waitFor();
  const banner = await page.getByText(/Turned on by ada, .*\d/).innerText();
  await page.getByRole('link', { name: 'Create a workspace' }).click();
  await page.getByText('Read-only mode is on, which blocks all changes.').waitFor();
  const isDisabled = await run.isDisabled();
  await page.getByRole('link', { name: 'All actions' }).click();
  await page.getByRole('link', { name: 'List the members of the organization' }).click();
  await page.getByRole('heading', { name: 'List the members of the organization' }).waitFor();

  const isReadable = await run.isEnabled();
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('button', { name: 'Turn off read-only mode' }).click();
  await page.getByText('Read-only mode is on').waitFor({ state: 'detached' });

  expect(question).toContain('no one in your organization can make changes');
  expect(afterCancel).toBe(false);
  expect(banner).toContain('No one can make changes');
  expect([isDisabled, isReadable]).toEqual([true, true]);
});

it('moves no switch for somebody who may only look', async () => {
  const { page } = await portal.signedIn(ACTIONS, { permissions: 'anthropic:switches:read' });
  const toggle = page.getByRole('switch', { name: 'Read-only mode' });

  await toggle.waitFor({ state: 'attached' });

  expect(await toggle.isDisabled()).toBe(true);
  expect(
    await page.getByText('You need the permission anthropic:switches:write to change switches.').count(),
  ).toBe(1);
});
