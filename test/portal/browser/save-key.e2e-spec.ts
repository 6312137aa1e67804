import {
  DEMO_ADMIN_KEY,
  EXPIRED_ADMIN_KEY,
  OAUTH_TOKEN,
  ORDINARY_KEY,
  REVOKED_ADMIN_KEY,
  SCOPED_KEY,
  SECOND_ADMIN_KEY,
} from 'anthropic-admin-simulator';
import type { Page } from 'playwright-core';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import type { Visitor } from './support/visitor.js';
import { CONFIGURATION, isSave, onConfiguration } from './support/configuration.js';

let portal: BootedPortal;
/** Somebody who has saved nothing yet, and stays on the page of the key. */
let visitor: Visitor;

beforeAll(async () => {
  portal = await bootPortal();
  visitor = await portal.signedIn(CONFIGURATION);
});
afterEach(() => portal.platform.simulator.reset());
afterAll(() => portal.close());

it.each([
  ['nothing', '', 'The field is empty'],
  ['an ordinary API key', ORDINARY_KEY, 'This is an API key, not an Admin key'],
  ['a key of Claude Enterprise', SCOPED_KEY, 'This is a Claude Enterprise key'],
  ['an OAuth token', OAUTH_TOKEN, 'This is an OAuth token'],
  ['another credential', 'sk-ant-xyz-abcdefghijkl', 'This is another kind of Anthropic credential'],
  ['any other text', 'hunter2', 'This is not an Admin key'],
  ['half a key', 'sk-ant-admin01-abc', 'The key is incomplete'],
  ['a quotation mark', DEMO_ADMIN_KEY.replace('-not-', '"not-'), 'There are quotation marks in the key'],
  ['a masked key', 'sk-ant-admin01-sim...0000', 'This key is masked'],
  ['blanks', DEMO_ADMIN_KEY.replace('-not-', ' not '), 'There is a space in the key'],
])('names %s in place, and sends nothing', async (_, key, title) => {
  const { field, save } = onConfiguration(visitor.page);

  await save(key);

  await visitor.page.getByText(title, { exact: true }).waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await visitor.page.evaluate('document.activeElement.name')).toBe('api_key');
  expect(visitor.requests.some(isSave)).toBe(false);
});

it('says while one types which kind of key it is', async () => {
  const { page } = visitor;
  const { field } = onConfiguration(page);

  await field.fill('');
  await field.pressSequentially('sk-ant-a');
  await page.getByText('the start of an Admin key').waitFor();
  await field.pressSequentially('pi03-x');
  await page.getByText('This is an API key, not an Admin key', { exact: true }).waitFor();
  await field.fill(DEMO_ADMIN_KEY);
  await page.getByText('Looks like an Admin key').waitFor();

  expect(await field.getAttribute('aria-invalid')).toBe('false');
});

it('finds the key in what was pasted around it, and takes it when asked', async () => {
  const { field, button } = onConfiguration(visitor.page);
  const taken: string[] = [];

  for (const text of [
    `export ANTHROPIC_ADMIN_KEY="${DEMO_ADMIN_KEY}"`,
    `x-api-key: ${DEMO_ADMIN_KEY}`,
    JSON.stringify({ api_key: DEMO_ADMIN_KEY }),
    `curl https://api.anthropic.com/v1/organizations/me -H 'x-api-key: ${DEMO_ADMIN_KEY}' -H 'a: b'`,
  ]) {
    await field.fill(text);
    await button('Use it').click();
    await visitor.page.getByText('Looks like an Admin key').waitFor();
    taken.push(await field.inputValue());
  }
  await field.fill(`"${DEMO_ADMIN_KEY}"`);
  await visitor.page.getByText('Looks like an Admin key').waitFor();

  expect(taken).toEqual(Array(4).fill(DEMO_ADMIN_KEY));
  expect(visitor.requests.some(isSave)).toBe(false);
});

it('lets one choose where there are two keys in what was pasted, also where the field glued them together', async () => {
  const { page } = visitor;
  const { field, button } = onConfiguration(page);
  const taken: string[] = [];

  for (const between of [' ', '\n', '", "']) {
    await field.fill(`${DEMO_ADMIN_KEY}${between}${SECOND_ADMIN_KEY}`);
    await page.getByText('There are 2 Admin keys in this text.').waitFor();
    await button('Save').click();
    await button(`Use key 2, which ends in ${SECOND_ADMIN_KEY.slice(-4)}`).click();
    await page.getByText('Looks like an Admin key').waitFor();
    taken.push(await field.inputValue());
  }

  expect(taken).toEqual(Array(3).fill(SECOND_ADMIN_KEY));
  expect(visitor.requests.some(isSave)).toBe(false);
});

it.each([
  ['a revoked key', REVOKED_ADMIN_KEY, 'This key was revoked'],
  ['an expired key', EXPIRED_ADMIN_KEY, 'This key has expired'],
  ['an unknown key', DEMO_ADMIN_KEY.replace('demo', 'none'), 'Anthropic does not know this key'],
])('says that Anthropic refuses %s', async (_, key, title) => {
  const { field, alert, save } = onConfiguration(visitor.page);

  await save(key);

  await alert.getByText(title, { exact: true }).waitFor();
  expect(await field.inputValue()).toBe(key);
  expect(await visitor.page.getByText('Looks like an Admin key').count()).toBe(0);
});

it('says that a key may not manage an organization', async () => {
  portal.platform.simulator.faults.add({ kind: 'status', status: 403 });
  const { alert, save } = onConfiguration(visitor.page);

  await save(DEMO_ADMIN_KEY);

  await alert.getByText('This key cannot manage an organization').waitFor();
});

it('saves the right key, and shows what is connected', async () => {
  const { page } = await portal.signedIn(CONFIGURATION);
  const { fact, save, field } = onConfiguration(page);

  await save(DEMO_ADMIN_KEY);

  await page.getByText('Connected', { exact: true }).waitFor();
  expect(await fact('Organization').innerText()).toContain('Acme Robotics');
  expect(await fact('Key').innerText()).toBe('sk-ant-admin01-sim...0000');
  expect(await fact('Saved').innerText()).toMatch(/ by ada$/);
  expect(await fact('Last check').innerText()).toMatch(/\d/);
  expect(await fact('Last use').innerText()).toBe('Not used yet');
  expect(await field.count()).toBe(0);
  expect(await focused(page)).toBe('Connection');
  const steps = page.getByRole('region', { name: 'Next steps' });
  expect(await steps.getByRole('listitem').count()).toBe(3);
  await steps.getByRole('link', { name: 'List the members of your organization' }).click();
  await page.getByRole('heading', { name: 'List the members of the organization' }).waitFor();
});

it('keeps a key that could not be checked, where that is wanted, and checks it later', async () => {
  portal.platform.simulator.faults.add({ kind: 'status', status: 503, times: 2 });
  const { page } = await portal.signedIn(CONFIGURATION);
  const { alert, button, save } = onConfiguration(page);

  await save(DEMO_ADMIN_KEY);
  await alert.getByText("We couldn't check the key").waitFor();
  await button('Save without checking').click();
  await page.getByText('Check pending', { exact: true }).waitFor();
  await button('Check now').click();

  await page.getByText('Connected', { exact: true }).waitFor();
});

it('asks before a key of another organization takes over, and names both', async () => {
  const { page } = await portal.signedIn(CONFIGURATION, { isConnected: true });
  const { button, dialog, fact, save } = onConfiguration(page);

  await button('Replace').click();
  await page.locator('[name="api_key"]:focus').waitFor();
  await button('Cancel').click();
  const afterCancel = await focused(page);
  await button('Replace').click();
  await save(SECOND_ADMIN_KEY);
  await dialog.waitFor();
  const question = await dialog.innerText();
  await button('Cancel').last().click();
  const kept = await fact('Organization').innerText();
  // No answer to what the page asks now: what it says of the key it knows from the answer to the save.
  await page.route('**/connections', () => undefined);
  await button('Save').click();
  await button('Connect the other organization').click();

  await page.getByText('The key is saved.').waitFor();
  expect(afterCancel).toBe('Replace');
  expect(await focused(page)).toBe('Connection');
  expect(question).toMatch(/"Acme Robotics" \(5f0a6a3e/);
  expect(question).toMatch(/\(b1c7e8d2/);
  expect(kept).toContain('5f0a6a3e');
  expect(await fact('Organization').innerText()).toContain('b1c7e8d2');
});

it('says of a check what it found, without a word of saving, and that a key is no longer valid', async () => {
  const { page } = await portal.signedIn(CONFIGURATION, { isConnected: true });
  const { button, alert } = onConfiguration(page);
  portal.platform.simulator.faults.add({ kind: 'status', status: 529 });
  await button('Check now').click();
  await alert.getByText("We couldn't check the key").waitFor();
  const unchecked = await alert.innerText();
  portal.platform.simulator.faults.clear();
  portal.platform.simulator.faults.add({ kind: 'status', status: 401, message: 'invalid x-api-key' });

  await button('Check now').click();

  await page.getByText('Key no longer valid', { exact: true }).waitFor();
  expect(unchecked).not.toMatch(/sav/i);
  const words = await alert.innerText();
  expect(words).toContain('it was deleted or replaced in the Console');
  expect(words).toContain('Actions are stopped until the key is replaced.');
});

it('says what stops working, and then removes the connection', async () => {
  const { page } = await portal.signedIn(CONFIGURATION, { isConnected: true, tenant: 'removing' });
  const { button, dialog, field, save } = onConfiguration(page);

  await button('Remove').click();
  await dialog.getByText('Remove the connection to Acme Robotics?').waitFor();
  const words = await dialog.innerText();
  await dialog.getByRole('button', { name: 'Remove' }).click();

  await field.waitFor();
  await page.getByText('The connection was removed').waitFor();
  await page.locator(':focus', { hasText: 'Connect your organization' }).waitFor();
  expect(words).toContain('agents that use MCP tools');
  const { status } = await portal.platform.call('/connections/default', { tenant: 'removing' });
  await save(DEMO_ADMIN_KEY);
  await page.getByText('The key is saved.').waitFor();
  expect(await page.getByText('The connection was removed').count()).toBe(0);
  for (const _ of [1, 2]) {
    await button('Check now').click();
    await page.getByText('The key works.').waitFor();
  }
  expect(await page.getByRole('alertdialog').count()).toBe(1);
  expect(status).toBe(404);
});

it('offers nothing to somebody who may only look', async () => {
  const { page } = await portal.signedIn(CONFIGURATION, { permissions: 'anthropic:connections:read' });
  const { button, field } = onConfiguration(page);

  await page.getByText('anthropic:connections:write').waitFor();

  expect(await field.isDisabled()).toBe(true);
  expect(await button('Save').isDisabled()).toBe(true);
  const permissions = 'anthropic:connections:read,anthropic:switches:read';
  const other = await portal.signedIn(CONFIGURATION, { permissions, isConnected: true });
  const words = await other.page.getByText('You need the permission').first().innerText();
  expect(await onConfiguration(other.page).button('Check now').isDisabled()).toBe(true);
  expect(words).toMatch(
    /:connections:check to check the key, .*:write to replace it, .*:delete to remove it/,
  );
  await other.open('/activity');
  await other.page.getByText('You need the permission anthropic:audit:read').waitFor();
  expect(await other.page.getByRole('button', { name: /Check for tampering|Export/ }).count()).toBe(0);
});

const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.innerText.trim()') as Promise<string>;
