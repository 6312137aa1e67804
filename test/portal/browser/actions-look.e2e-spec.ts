import type { Page } from 'playwright-core';
import { action, ACTIONS, onAction } from './support/actions.js';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import type { Visitor } from './support/visitor.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterAll(() => portal.close());

/** Markup, a change of direction, an escape of a terminal, and a byte that shows as nothing. */
const HOSTILE = '<img src=x onerror="window.hit=1">\u202egnp\u001b[31m\u200b';

/** Longer than any place for it, without a blank. */
const LONG = `L${'o'.repeat(197)}ng`;

it('shows hostile names as the text they are: in pickers, tables, questions and raw', async () => {
  const { platform } = portal;
  await platform.connect('hostile');
  const { body } = await platform.call('/actions/workspaces_list/invoke', {
    method: 'POST',
    body: { input: {} },
    tenant: 'hostile',
  });
  const [{ id }] = (body as { data: { data: [{ id: string }] } }).data.data;
  for (const organization of platform.simulator.state.organizations.values()) {
    const workspace = organization.workspaces.get(id);
    if (workspace) workspace.name = HOSTILE + LONG;
  }
  const visitor = await portal.signedIn(action('workspaces_archive'), { tenant: 'hostile' });
  const { page } = visitor;
  const { picker, run, dialog, button } = onAction(page);

  await picker('Workspace').click();
  const option = page.getByRole('option', { name: 'img' });
  const ofOption = await option.boundingBox();
  await option.click();
  const picked = await picker('Workspace').inputValue();
  await run.click();
  await dialog.getByText('\\u202egnp').first().waitFor();
  const question = await dialog.innerText();
  const ofCancel = await button('Cancel').boundingBox();
  const isolated = await dialog.locator('bdi bdi[dir=ltr]').first().innerText();
  await button('Cancel').click();
  await visitor.open(action('workspaces_list'));
  await page.getByRole('heading', { name: 'List workspaces' }).waitFor();
  await run.click();
  const row = page.getByRole('rowheader', { name: 'onerror' });
  await row.waitFor();
  const cell = await row.innerText();
  const ofCell = await row.boundingBox();
  await page.getByRole('tab', { name: 'Raw JSON' }).click();
  const raw = await page.getByRole('region', { name: 'Raw JSON' }).innerText();

  const shown = `<img src=x onerror="window.hit=1">\\u202egnp\\u001b[31m\\u200b${LONG}`;
  expect(ofOption?.width).toBeLessThan(600);
  expect((ofCancel?.x ?? 9_999) + (ofCancel?.width ?? 0)).toBeLessThan(1280);
  expect(ofCell?.width).toBeLessThan(600);
  expect(isolated).toBe('\\u202e');
  expect([picked, cell]).toEqual([shown, shown]);
  expect(question).toContain(shown);
  expect(raw).toContain('\\u202egnp');
  for (const text of [picked, cell, question, raw]) expect(text).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
  expect(await page.evaluate('window.hit')).toBeUndefined();
  expect(await page.locator('img').count()).toBe(0);
});

const LOOKS = [
  ['light', 1280],
  ['dark', 1280],
  ['dark', 360],
  ['light', 360],
] as const;

/** What axe finds on what is shown now, and whether it is too wide, in both themes and in a wide and a narrow window. */
async function findingsOf(page: Page): Promise<string[]> {
  const findings: string[] = [];
  for (const [colorScheme, width] of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(SETTLED);
    const found = await axeFindings(page);
    if (await page.evaluate(IS_TOO_WIDE)) found.push('it is wider than the window');
    findings.push(...found.map((finding) => `${colorScheme}, ${width} px: ${finding}`));
  }
  return findings;
}

/** Colours change over some time: what is looked at is what they have become. */
const SETTLED = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  .then(() => undefined)`;

const IS_TOO_WIDE = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';

/** What there is to look at, and how one gets there. */
const SIGHTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  [`${ACTIONS}?q=archive`]: async (page) => {
    await page.getByRole('link', { name: 'Permanently archive a workspace' }).waitFor();
  },
  [action('workspaces_list')]: async (page) => {
    const { run, result, button } = onAction(page);
    await run.click();
    await result.waitFor();
    await button('Copy as curl, SDK or MCP call').click();
  },
  [action('telemetry_destinations_create')]: async (page) => {
    const { button, field } = onAction(page);
    await button('Fill in example').click();
    await field(/^Display name/).waitFor();
  },
  [action('workspaces_create')]: async (page) => {
    await page.getByRole('heading', { name: 'Create a workspace' }).waitFor();
    await onAction(page).run.click();
    await page.getByText('Name is required.').waitFor();
  },
  [action('api_keys_delete')]: async (page) => {
    const { button, picker } = onAction(page);
    await picker('API key').fill('apikey_01BatchJobExample');
    await page.keyboard.press('Escape');
    await button('Show the alternative').click();
    await button(/^Use the alternative/).waitFor();
  },
  [action('users_remove')]: async (page) => {
    const { picker, run } = onAction(page);
    await picker('Member').fill('user_01AdaLovelaceExample');
    await page.keyboard.press('Escape');
    await run.click();
    await page.getByText('its name could not be looked up').waitFor();
  },
};

describe('has nothing for axe to find', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await portal.signedIn(ACTIONS, { isConnected: true });
  });

  it.each(Object.entries(SIGHTS))('at %s, in both themes, wide and narrow', async (path, arrive) => {
    await visitor.page.setViewportSize({ width: 1280, height: 800 });
    await visitor.open(path);
    await arrive(visitor.page);

    expect(await findingsOf(visitor.page)).toEqual([]);
  });
});

it('jumps to a group, hides nothing under the bar, and shows a switch that is on in forced colors', async () => {
  const { page } = await portal.signedIn(ACTIONS, { isConnected: true });
  const jumps = page.getByRole('navigation', { name: 'Jump to a group' });
  await jumps.getByRole('button', { name: 'API keys', exact: true }).click();
  const heading = await page.evaluate('document.activeElement.innerText');
  const hidden: unknown[] = [];
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press('Shift+Tab');
    hidden.push(await page.evaluate(IS_UNDER_THE_BAR));
  }
  await page.emulateMedia({ forcedColors: 'active' });
  const thumb = await page.evaluate(
    `(() => { const track = document.querySelector('label[data-selected] [class*=track]');
      return [getComputedStyle(track).backgroundColor, getComputedStyle(track, '::before').backgroundColor]; })()`,
  );

  expect(heading).toBe('API keys');
  expect(hidden.filter(Boolean)).toEqual([]);
  const [track, ball] = thumb as [string, string];
  expect(ball).not.toBe(track);
});

const IS_UNDER_THE_BAR = `(() => {
  const active = document.activeElement;
  const bar = document.querySelector('header');
  if (bar.contains(active) || document.querySelector('#navigation').contains(active)) return false;
  return active.getBoundingClientRect().top < bar.getBoundingClientRect().bottom ? active.innerText : false;
})()`;

it('can be done by keyboard alone', async () => {
  const visitor = await portal.signedIn(ACTIONS, { isConnected: true });
  const { page } = visitor;
  const { keyboard } = page;
  const { result, picker } = onAction(page);
  const focused = (): Promise<string> =>
    page.evaluate(
      '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText ?? "").trim()',
    );
  const tabTo = async (words: string): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await focused()) === words) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach "${words}".`);
  };

  await page.getByRole('searchbox', { name: 'Search' }).focus();
  await keyboard.type('users_get');
  await page.getByText('1 action', { exact: true }).waitFor();
  await tabTo('Show one member');
  await keyboard.press('Enter');
  // The form comes after the page's head, which Tab would walk through without it.
  await picker('Member').waitFor();
  await tabTo('Edit as JSON');
  await keyboard.press('Tab');
  await keyboard.type('grace');
  await page.getByRole('option', { name: 'Grace Nakamura' }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await tabTo('Run');
  await keyboard.press('Enter');

  await result.getByText('grace.nakamura@acme-robotics.example').waitFor();
  expect(visitor.console).toEqual([]);
});
