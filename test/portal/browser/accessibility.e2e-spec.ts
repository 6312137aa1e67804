import type { Page } from 'playwright-core';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import { CONFIGURATION, onConfiguration } from './support/configuration.js';
import type { Visitor } from './support/visitor.js';

let portal: BootedPortal;
/** Somebody who is connected. */
let visitor: Visitor;
/** Somebody who is not. */
let newcomer: Visitor;

beforeAll(async () => {
  portal = await bootPortal();
  visitor = await portal.signedIn('/integrations', { isConnected: true });
  newcomer = await portal.signedIn(CONFIGURATION);
});
afterAll(() => portal.close());

const CONNECTED = (page: Page): Promise<void> => page.getByText('Connected', { exact: true }).waitFor();

/** Every page, and when it shows what it is about. */
const PAGES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['/integrations', CONNECTED],
  [CONFIGURATION, CONNECTED],
  ['/integrations/anthropic/actions', (page) => page.getByText('users_list').first().waitFor()],
  ['/approvals', (page) => page.getByText('Nothing waits for your decision.').waitFor()],
  ['/tokens', (page) => page.getByRole('button', { name: 'Make the token' }).waitFor()],
  ['/policies', (page) => page.getByText('The policies are off: no policy refuses').waitFor()],
  ['/policies?tab=draft', (page) => page.getByRole('button', { name: 'Check' }).waitFor()],
  ['/policies?tab=history', (page) => page.getByText('Shipped with the platform.').waitFor()],
  ['/policies?tab=try', (page) => page.getByRole('button', { name: 'Ask the policies' }).waitFor()],
  ['/integrations/anthropic/members', (page) => page.getByRole('table').waitFor()],
  ['/integrations/anthropic/cost', (page) => page.getByRole('row', { name: /Total/ }).waitFor()],
  ['/activity', (page) => page.getByRole('table').waitFor()],
];
const THEMES = ['light', 'dark'] as const;

describe.each(THEMES)('in %s', (colorScheme) => {
  beforeAll(async () => {
    await visitor.page.emulateMedia({ colorScheme });
    await newcomer.page.emulateMedia({ colorScheme });
  });

  it.each(PAGES)('has nothing against %s', async (path, isShown) => {
    await visitor.open(path);
    await isShown(visitor.page);

    expect(await axeFindings(visitor.page)).toEqual([]);
  });

  it('has nothing against the sign-in page', async () => {
    const { page, context } = await portal.visitor({ colorScheme });
    await page.goto(portal.wire.url);
    await page.getByLabel('Sign-in link or code').waitFor();

    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });

  it('has nothing against a key that is refused', async () => {
    const { page } = newcomer;
    await onConfiguration(page).field.fill('sk-ant-api03-x');
    await page.getByText('This is an API key, not an Admin key', { exact: true }).waitFor();

    expect(await axeFindings(page)).toEqual([]);
  });

  it('has nothing against a question and against an entry that is open', async () => {
    const { page } = visitor;
    await visitor.open(CONFIGURATION);
    await onConfiguration(page).button('Remove').click();
    await page.getByRole('alertdialog').waitFor();
    const question = await axeFindings(page);
    await page.keyboard.press('Escape');

    await visitor.open('/activity');
    await page.getByRole('button', { name: 'Key saved' }).click();
    await page.getByRole('dialog').waitFor();

    expect([question, await axeFindings(page)]).toEqual([[], []]);
    await page.keyboard.press('Escape');
  });
});

it.each(PAGES)(
  'shows %s without scrolling sideways on 320 px, uses 1920 px, and prints its content alone',
  async (path, isShown) => {
    const { page } = visitor;
    await page.setViewportSize({ width: 320, height: 740 });
    await visitor.open(path);
    await isShown(page);

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    expect(await page.evaluate(OVERLAP)).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    expect(await page.getByRole('banner').isVisible()).toBe(false);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1920, height: 1080 });
    expect(await page.evaluate(WIDEST)).toBeGreaterThan(1_500);
    await page.setViewportSize({ width: 1280, height: 800 });
  },
);

/** Whether the words of the brand reach under the next thing in the bar. */
const OVERLAP = `(() => {
  const brand = document.querySelector('header > :nth-child(2)');
  const range = document.createRange();
  range.selectNodeContents(brand);
  return range.getBoundingClientRect().right > brand.nextElementSibling.getBoundingClientRect().left;
})()`;

const WIDEST =
  'Math.max(...[...document.querySelectorAll("main *")].map((one) => one.getBoundingClientRect().width))';

it('is used by the keyboard alone', async () => {
  const { page } = await portal.signedIn('/integrations');
  const { field } = onConfiguration(page);
  await page.getByText('Not connected').waitFor();

  await page.keyboard.press('Tab');
  const first = await focused(page);
  await tabTo(page, 'Configuration');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Anthropic configuration' }).waitFor();
  const heading = await focused(page);
  await tabTo(page, '', 'api_key');
  await page.keyboard.type('hunter2');
  await page.keyboard.press('Enter');

  await page.getByText('This is not an Admin key', { exact: true }).waitFor();
  expect([first, heading]).toEqual(['Skip to content', 'Anthropic configuration']);
  expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true);
});

it('gives the focus back to what opened a dialog', async () => {
  const { page } = visitor;
  await visitor.open(CONFIGURATION);
  await onConfiguration(page).button('Remove').focus();

  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });

  expect(await focused(page)).toBe('Remove');
});

it('says nothing in the console, and breaks no rule of its security policy', () => {
  expect([...visitor.console, ...newcomer.console]).toEqual([]);
});

const focused = (page: Page): Promise<string> =>
  page.evaluate('(document.activeElement.innerText ?? "").trim()') as Promise<string>;

/** Presses Tab until something has the focus, by its words or by its name. */
async function tabTo(page: Page, words: string, name?: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const there =
      name === undefined ? await focused(page) : await page.evaluate('document.activeElement.name');
    if (there === (name ?? words)) return;
  }
  throw new Error(`Tab never came to ${name ?? words}.`);
}
