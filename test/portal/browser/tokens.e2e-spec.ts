import type { Page } from 'playwright-core';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';

let portal: BootedPortal;
beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.leave());
afterAll(() => portal.close());

const secretOn = async (page: Page): Promise<string> =>
  (await page.getByRole('region', { name: 'Token', exact: true }).innerText()).trim();

const listUsers = async (token: string): Promise<number> =>
  (
    await fetch(`${portal.platform.url}/v1/connectors/anthropic/actions/users_list/invoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    })
  ).status;

/** Makes a token of the defaults. */
async function make(page: Page, name: string): Promise<string> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Make the token' }).click();
  await page.getByRole('heading', { name: 'Copy the token now' }).waitFor();
  return secretOn(page);
}

test('three interactions give an agent read-only access, with its mcp.json, SDK and curl lines', async () => {
  const { page } = await portal.signedIn('/integrations', { isConnected: true });

  await page.getByRole('link', { name: 'Agents and tokens' }).click();
  const token = await make(page, 'Reports');

  expect([token, await listUsers(token)]).toEqual([expect.stringMatching(/^aact_\w{36}$/), 200]);
  const config = await page.getByRole('region', { name: 'mcp.json' }).innerText();
  expect(JSON.parse(config)).toEqual({
    mcpServers: {
      'anthropic-admin': {
        type: 'http',
        url: `${portal.wire.url}/mcp`,
        headers: { Authorization: `Bearer ${token}` },
      },
    },
  });
  await page.getByRole('tab', { name: 'SDK' }).click();
  expect(await page.getByRole('region', { name: 'SDK' }).innerText()).toContain(
    '/v1/connectors/anthropic/api"',
  );
  await page.getByRole('tab', { name: 'curl' }).click();
  expect(await page.getByRole('region', { name: 'curl' }).innerText()).toContain(
    `export PLATFORM_TOKEN=${token}`,
  );
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('region', { name: 'Reports' }).getByText('In force').waitFor();
  expect(await page.content()).not.toContain(token);
});

test('a token is rotated with an overlap, then revoked', async () => {
  const { page } = await portal.signedIn('/tokens', { isConnected: true });
  const first = await make(page, 'Nightly job');
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Rotate Nightly job' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('heading', { name: 'Copy the token now' }).waitFor();
  const second = await secretOn(page);
  expect([await listUsers(first), await listUsers(second), first === second]).toEqual([200, 200, false]);
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Revoke Nightly job' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('region', { name: 'Nightly job' }).getByText('Revoked').waitFor();
  expect([await listUsers(first), await listUsers(second)]).toEqual([401, 401]);
});

test('works with the keyboard alone, at a width of 320 pixels', async () => {
  const { page } = await portal.signedIn('/tokens', {
    isConnected: true,
    context: { viewport: { width: 320, height: 700 } },
  });
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Copy the token now' }).waitFor();

  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy the token now');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test('says what is wrong with a field, at the field', async () => {
  const { page } = await portal.signedIn('/tokens', { isConnected: true });
  await page.getByRole('textbox', { name: 'Name' }).fill('Desk');
  await page.getByRole('button', { name: 'May do' }).click();
  await page.getByRole('option', { name: 'Single actions' }).click();
  await page.getByRole('textbox', { name: 'Actions' }).fill('users_burn');
  await page.getByRole('button', { name: 'Make the token' }).click();

  await page.getByText('actions must contain ids of actions only, such as "users_list"').waitFor();
});

test('says which permission is missing to see or to make tokens', async () => {
  const some = await portal.signedIn('/tokens', { permissions: 'anthropic:tokens:read' });
  await some.page.getByText('anthropic:tokens:write').waitFor();
  const none = await portal.signedIn('/tokens', { permissions: 'anthropic:read' });
  await none.page.getByText('anthropic:tokens:read').waitFor();

  expect(await none.page.getByRole('button', { name: 'Make the token' }).count()).toBe(0);
});
