import { DEMO_ADMIN_KEY, OAUTH_TOKEN, ORDINARY_KEY } from 'anthropic-admin-simulator';
import { onAction } from './support/actions.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import { onConfiguration } from './support/configuration.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterAll(() => portal.close());

/** What the page reads to show names in place of ids. */
const LOOKED_UP = /: Read of the portal$/;

it('goes the whole way: in, connected, run, led around a limitation, switched off, and all of it seen', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  const { save } = onConfiguration(page);
  const { button, pick, run, result } = onAction(page);
  const go = (name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click();

  await visitor.signIn(await portal.link('--tenant', 'acme', '--sub', 'ada'));
  await go('Connect');
  await save(ORDINARY_KEY);
  await page.getByText('This is an API key, not an Admin key', { exact: true }).waitFor();
  await save(OAUTH_TOKEN);
  await page.getByText('This is an OAuth token', { exact: true }).waitFor();
  await save(DEMO_ADMIN_KEY);
  await page.getByText('Connected', { exact: true }).waitFor();

  await go('Actions');
  await go('List the members of the organization');
  await run.click();
  await result.getByRole('rowheader', { name: 'Dmitri Volkov' }).waitFor();

  await go('All actions');
  await go('Delete an API key');
  await pick('API key', 'notebook');
  await button('Show the alternative').click();
  await button('Use the alternative: Rename an API key or change its status').click();
  await page.getByRole('heading', { name: 'Rename an API key or change its status' }).waitFor();
  await run.click();
  await button('Archive API key').click();
  await result.getByText('Archived', { exact: true }).waitFor();

  await go('Actions');
  await page.getByRole('switch', { name: 'Switch on: Remove a member from the organization' }).press('Space');
  await page.getByRole('listitem').getByText('Switched off', { exact: true }).waitFor();

  await go('Activity');
  await page.getByRole('button', { name: 'Switches changed' }).waitFor();
  const seen = await page.locator('tbody tr').allInnerTexts();
  await page.getByRole('button', { name: 'Check for tampering' }).click();
  await page.getByText('No tampering found').waitFor();

  const shown = seen
    .map((row) =>
      row
        .split(/\s*\t\s*|\n/)
        .slice(1, 3)
        .join(': '),
    )
    .reverse();
  expect(shown.filter((line) => !LOOKED_UP.test(line))).toEqual([
    'Signed in: Succeeded',
    'Key saved: Succeeded',
    'List the members of the organization: Succeeded',
    'Delete an API key: Not possible',
    'Rename an API key or change its status: Preview',
    'Rename an API key or change its status: Succeeded',
    'Switches changed: Succeeded',
  ]);
  // Chromium notes the answer of the limited action; the page itself says nothing.
  expect(visitor.console).toEqual([expect.stringContaining('status of 409')]);
});
