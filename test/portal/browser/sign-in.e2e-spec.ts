import { action, onAction } from './support/actions.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import { CONFIGURATION, onConfiguration } from './support/configuration.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.leave());
afterAll(() => portal.close());

const codeOf = (link: string): string => link.split('code=')[1] as string;

it('lets in by a link, whose code is then nowhere', async () => {
  const link = await portal.link('--tenant', 'acme', '--sub', 'ada');
  const visitor = await portal.visitor();

  await visitor.signIn(link);

  await visitor.page.getByRole('heading', { name: 'Integrations', level: 1 }).waitFor();
  expect(visitor.page.url()).toBe(`${portal.wire.url}/#/integrations`);
  expect(visitor.requests.map((request) => request.url()).join()).not.toContain(codeOf(link));
  await visitor.page.goBack();
  expect(visitor.page.url()).not.toContain(codeOf(link));
});

it('shows who is signed in, and names the tab after the page', async () => {
  const { page } = await portal.signedIn('/activity', { tenant: 'acme' });

  await page.getByRole('heading', { name: 'Activity' }).waitFor();

  expect(await page.getByRole('banner').innerText()).toMatch(/\bada\b[^]*\bacme\b/);
  expect(await page.title()).toBe('Activity · Integrations portal');
});

it('refuses a link that was used, and says how to get another', async () => {
  const link = await portal.link('--tenant', 'acme');
  await (await portal.visitor()).signIn(link);
  const { page } = await portal.visitor();

  await page.goto(link);

  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toContain('npm run -s sign-in-link');
});

it('takes a link that is pasted', async () => {
  const { page } = await portal.visitor();
  await page.goto(portal.wire.url);

  await page.getByLabel('Sign-in link or code').fill(await portal.link('--tenant', 'acme'));
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'Integrations', level: 1 }).waitFor();
});

it('signs out in every tab', async () => {
  const visitor = await portal.signedIn();
  const other = await visitor.secondTab();
  await other.open('/activity');
  await other.page.getByRole('heading', { name: 'Activity' }).waitFor();

  await visitor.page.getByRole('button', { name: 'Sign out' }).click();

  await visitor.page.getByRole('heading', { name: /^Sign in/ }).waitFor();
  await other.page.getByRole('heading', { name: /^Sign in/ }).waitFor();
  expect(await other.text()).not.toContain('Check for tampering');
});

it('keeps what was typed when the session ends in the middle of a form', async () => {
  const visitor = await portal.signedIn(CONFIGURATION, { tenant: 'ending' });
  const { field, button, dialog } = onConfiguration(visitor.page);
  await field.fill('sk-ant-admin01-half-of-it-half-of-it');
  await visitor.context.clearCookies();

  await button('Save').click();
  await dialog.getByText('Your session has ended').waitFor();
  await dialog
    .getByLabel('Sign-in link or code')
    .fill(await portal.link('--tenant', 'ending', '--sub', 'ada'));
  await dialog.getByRole('button', { name: 'Sign in' }).click();

  await dialog.waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe('sk-ant-admin01-half-of-it-half-of-it');
});

it('shows nothing of the one before to somebody else who signs in', async () => {
  const visitor = await portal.signedIn(CONFIGURATION, { tenant: 'before' });
  const { field, button, dialog } = onConfiguration(visitor.page);
  await field.fill('sk-ant-admin01-half-of-it-half-of-it');
  await visitor.context.clearCookies();

  await button('Save').click();
  await dialog
    .getByLabel('Sign-in link or code')
    .fill(await portal.link('--tenant', 'after', '--sub', 'eve'));
  await dialog.getByRole('button', { name: 'Sign in' }).click();

  await visitor.page.getByRole('banner').getByText('eve', { exact: true }).waitFor();
  await field.waitFor();
  expect(await field.inputValue()).toBe('');
});

it('shows no name and no input of the one before where somebody else signs in in another tab', async () => {
  const visitor = await portal.signedIn(action('users_get'), { tenant: 'names', isConnected: true });
  const { pick, picker } = onAction(visitor.page);
  await pick(/^Member/, 'Dmitri Volkov');
  const other = await visitor.secondTab();

  await other.signIn(await portal.link('--tenant', 'nameless', '--sub', 'eve'));

  await visitor.page.getByRole('banner').getByText('eve', { exact: true }).waitFor();
  await picker(/^Member/).click();
  await visitor.page
    .getByRole('paragraph')
    .filter({ hasText: /Names could not be loaded/ })
    .waitFor();
  expect(await picker(/^Member/).inputValue()).toBe('');
  expect(await visitor.text()).not.toContain('Dmitri');
});
