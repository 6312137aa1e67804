import type { Page } from 'playwright-core';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';

let portal: BootedPortal;
beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(async () => {
  await portal.wire.mend();
  await portal.leave();
});
afterAll(() => portal.close());

const STRICT =
  '@id("no-workspaces") @title("No workspaces") @reason("They are made elsewhere")\nforbid (principal, action == Action::"workspaces_create", resource);\npermit (principal, action, resource);\n';

/** Calls an action as ada, a person, and says how that ended. */
let calls = 0;
const create = async (tenant: string): Promise<number> =>
  (
    await portal.platform.call('/actions/workspaces_create/invoke', {
      method: 'POST',
      body: { input: { name: `made ${(calls += 1)}` } },
      tenant,
    })
  ).status;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const editor = (page: Page) => page.getByLabel('Policies in Cedar', { exact: true });
const dialog = (page: Page) => page.getByRole('alertdialog');

/** Confirms a change of what holds, with a reason. */
async function confirm(page: Page, verb: string, reason: string): Promise<void> {
  await dialog(page).getByLabel('Reason').fill(reason);
  await dialog(page).getByRole('button', { name: verb }).click();
  await dialog(page).getByLabel('Reason').waitFor({ state: 'detached' });
}

/** Stores a version by the route. */
const saved = async (tenant: string, text = STRICT): Promise<void> => {
  const body = { text, reason: 'as agreed' };
  const { status } = await portal.platform.call('//v1/policies/versions', { method: 'POST', body, tenant });
  expect(status).toBe(201);
};

test('a template becomes a draft, is checked, watched, put in force and rolled back', async () => {
  const { page } = await portal.signedIn('/integrations', { tenant: 'journey', isConnected: true });
  expect(await create('journey')).toBe(200);

  await page.getByRole('link', { name: 'Policies' }).click();
  await page.getByText('The policies are off: no policy refuses').waitFor();
  await page.getByText('it was not changed yet').waitFor();
  await page.getByRole('tab', { name: 'Draft' }).click();
  await page.getByText('Nothing outside office hours', { exact: true }).click();
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday']) await page.getByLabel(day).uncheck();
  await page.getByLabel('Friday').uncheck();
  await button(page, 'Make the text').click();
  await page.getByText('It must be a list of 1 to 7 texts').waitFor();
  await page.getByLabel('Sunday').check();
  await page.getByRole('textbox', { name: 'Until' }).fill('late');
  await button(page, 'Make the text').click();
  await page.getByText('It must be a whole number from 1 to 24').waitFor();
  // No hour is from 23 to 1 o'clock, on any day.
  await page.getByRole('textbox', { name: 'From' }).fill('23');
  await page.getByRole('textbox', { name: 'Until' }).fill('1');
  await button(page, 'Make the text').click();
  await button(page, 'Check').click();
  await page
    .getByText('Of 1 call of the last 30 days, it would have stopped 1 and asked for 0 approvals.')
    .waitFor();
  await page.getByText('the others count as absent').waitFor();
  await page.getByRole('row', { name: /workspaces_create Refused ada/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('textbox', { name: 'Reason' }).fill('no changes for now');
  await button(page, 'Save a version').click();
  await page.getByText('Version 1 is saved').waitFor();
  await button(page, 'Watch: version 1').click();
  await confirm(page, 'Watch', 'to see what it does');
  expect(await create('journey')).toBe(200);

  await button(page, 'Put in force: version 1').click();
  await dialog(page).getByText('none → version 1').waitFor();
  await dialog(page).getByText('version 1 → none').waitFor();
  await dialog(page).getByText('Nothing outside office hours').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await confirm(page, 'Put in force', 'it is right');
  expect(await create('journey')).toBe(403);

  await page.getByRole('tab', { name: 'Now' }).click();
  await page.getByText('Version 1 is in force: it decides').waitFor();
  await page.getByText('it is right').waitFor();
  await page.getByText('Changes only on some days and in some hours').waitFor();
  await page.getByRole('tab', { name: 'History' }).click();
  await button(page, 'Roll back: version 0').click();
  await confirm(page, 'Put in force', 'too strict');
  await page.getByRole('region', { name: 'Version 0' }).getByText('In force', { exact: true }).waitFor();
  expect(await create('journey')).toBe(200);
  await button(page, 'Turn off: version 0').click();
  await confirm(page, 'Turn off', 'not needed');
  await page.getByRole('tab', { name: 'Now' }).click();
  await page.getByText('The policies are off: no policy refuses').waitFor();
});

test('a text is corrected where it is wrong, and formatted', async () => {
  const { page } = await portal.signedIn('/policies?tab=draft');
  await editor(page).fill(
    'permit (principal, action, resource);\nforbid (principal, action == Action::"users_remov", resource);',
  );
  await button(page, 'Check').click();
  await page
    .getByRole('alert')
    .getByRole('button', { name: /^Line 2, column \d+: .*users_remov/ })
    .click();
  const place = await editor(page).evaluate((area: HTMLTextAreaElement) => area.selectionStart);
  expect(place).toBeGreaterThan('permit (principal, action, resource);'.length);
  expect(await axeFindings(page)).toEqual([]);
  expect(await button(page, 'Save a version').count()).toBe(0);

  await page.keyboard.press('Control+a');
  await page.keyboard.type('permit(principal,action,resource);');
  expect(await page.getByText(/^Line 2/).count()).toBe(0);
  // The draft is there after a look at another page.
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('heading', { name: 'Activity' }).waitFor();
  await page.goBack();
  expect(await editor(page).inputValue()).toBe('permit(principal,action,resource);');
  await page.getByRole('textbox', { name: 'Time zone' }).fill('Mars/Base');
  await button(page, 'Check').click();
  await page.getByText(/time_zone must be/).waitFor();
  await page.getByRole('textbox', { name: 'Time zone' }).fill('Europe/Berlin');
  await button(page, 'Check').click();
  await button(page, 'Format').click();
  expect(await editor(page).inputValue()).toBe('permit (principal, action, resource);\n');

  await editor(page).fill('permit (principal, action, resource); // by hand');
  await button(page, 'Begin with version 0').click();
  await button(page, 'Replace').click();
  await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('reads-are-free'));
});

test('a call is tried for a person and for an agent, and says what would change the decision', async () => {
  await saved('trial');
  const { page } = await portal.signedIn('/policies?tab=try', { tenant: 'trial', isConnected: true });
  const decision = page.getByRole('region', { name: 'Decision' });
  await button(page, /^Action/)
    .or(button(page, /Action$/))
    .first()
    .click();
  await page.getByRole('option', { name: '(workspaces_create)' }).click();
  await page.getByRole('textbox', { name: 'Version' }).fill('1');
  await button(page, 'Ask the policies').click();
  await decision.getByText('Refused', { exact: true }).waitFor();
  await decision.getByText('Without the policy no-workspaces').waitFor();

  await page.getByRole('textbox', { name: 'Version' }).fill('');
  await button(page, /Called by/).click();
  await page.getByRole('option', { name: 'An agent or a script' }).click();
  await page.getByRole('textbox', { name: 'Id' }).fill('reports');
  await button(page, 'Ask the policies').click();
  await decision.getByText('Takes an approval', { exact: true }).waitFor();
  await decision.getByText('principal is User').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('textbox', { name: 'Input' }).fill('[]');
  await page.getByText('This is not a JSON object.').waitFor();
  expect(await button(page, 'Ask the policies').isDisabled()).toBe(true);
  await page.getByRole('textbox', { name: 'Input' }).fill('{}');
  await page.getByRole('textbox', { name: 'Version' }).fill('7');
  await button(page, 'Ask the policies').click();
  await page.getByText('There is no version of the policies with this number.').waitFor();
});

test('a person suspends the policies for themselves with a reason, and lets them hold again', async () => {
  await saved('glass');
  const { page } = await portal.signedIn('/policies?tab=history', { tenant: 'glass', isConnected: true });
  await button(page, 'Put in force: version 1').click();
  await confirm(page, 'Put in force', 'as agreed');
  expect(await create('glass')).toBe(403);

  await page.getByRole('tab', { name: 'Now' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('an incident');
  await button(page, 'Break the glass').click();
  await dialog(page).getByRole('button', { name: 'Break the glass' }).click();
  await page.getByText('The policies do not hold for you').waitFor();
  expect(await create('glass')).toBe(200);
  await button(page, 'Let them hold again').click();
  await button(page, 'Break the glass').waitFor();
  expect(await create('glass')).toBe(403);
});

test('works with the keyboard alone at a width of 320 pixels, and the address keeps the tab', async () => {
  const { page } = await portal.signedIn('/policies', { context: { viewport: { width: 320, height: 700 } } });
  await page.getByRole('tab', { name: 'Now' }).focus();
  await page.keyboard.press('ArrowRight');
  await button(page, 'Check').waitFor();
  expect(page.url()).toMatch(/#\/policies\?tab=draft$/);
  await page.getByRole('switch', { name: "Agents' writes by approval" }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('textbox', { name: 'Window' }).waitFor();
  for (const tab of ['Draft', 'History', 'Try a call', 'Now']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  }
  await page.goBack();
  await page.getByRole('tab', { name: 'Try a call', selected: true }).waitFor();
});

test('says which permission is missing to see or to change the policies', async () => {
  const some = await portal.signedIn('/policies', { permissions: 'anthropic:policies:read' });
  await some.page.getByText('anthropic:policies:write').waitFor();
  await some.page.getByText('The policies are off: no policy refuses').waitFor();
  await some.page.getByRole('tab', { name: 'History' }).click();
  expect(await button(some.page, 'Watch: version 0').isDisabled()).toBe(true);
  const none = await portal.signedIn('/policies', { permissions: 'anthropic:read' });
  await none.page.getByText('anthropic:policies:read').waitFor();

  expect(await none.page.getByRole('tab').count()).toBe(0);
});

test('says that the platform is away, and shows the policies once it is back', async () => {
  const visitor = await portal.signedIn('/integrations');
  const { page } = visitor;
  await visitor.hasFetched('/policies-page-');
  await portal.wire.cut();
  await page.getByRole('link', { name: 'Policies' }).click();
  await page.getByText('The platform cannot be reached, retrying.').waitFor();
  await portal.wire.mend();
  await page.getByText('The policies are off: no policy refuses').waitFor();
});
