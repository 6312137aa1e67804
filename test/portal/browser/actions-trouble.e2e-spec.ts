import type { Page, Route } from 'playwright-core';
import { until } from '../../platform/support/until.js';
import { action, isInvocationOf, onAction } from './support/actions.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.platform.simulator.reset());
afterEach(() => portal.leave());
afterAll(() => portal.close());

const AWAY = 'The platform cannot be reached, retrying.';

/** Waits until what came of a run has the focus. */
const focusedOutcome = (page: Page): Promise<void> => page.locator('[aria-label="Outcome"]:focus').waitFor();

/** How often the simulator was asked to create a workspace. */
const created = (): number =>
  portal.platform.simulator.journal.entries().filter(({ method }) => method === 'POST').length;

it('says that Anthropic takes its time, and sends a write once, however often Run is pressed', async () => {
  const visitor = await portal.signedIn(action('workspaces_create'), { isConnected: true });
  const { field, run, result } = onAction(visitor.page);
  portal.platform.simulator.faults.add({ kind: 'slow', delay_ms: 10_000 });

  await field('Name').fill('Slow one');
  await run.dblclick();
  await visitor.page.getByText('Waiting for Anthropic').waitFor();
  await field('Name').press('Enter');
  await visitor.page.getByText('This takes longer than usual.').waitFor();
  await result.getByText('Slow one').waitFor();

  expect(visitor.requests.filter(isInvocationOf('workspaces_create'))).toHaveLength(1);
  expect(created()).toBe(1);
});

it('offers to try again once the time has passed that Anthropic asks for', async () => {
  const visitor = await portal.signedIn(action('users_list'), { isConnected: true });
  const { run, button } = onAction(visitor.page);
  portal.platform.simulator.faults.add({ kind: 'status', status: 429, times: 'always' });

  await run.click();
  await visitor.page.getByText('Too many requests').waitFor();
  const isOn = await button('Try again').isEnabled();

  expect(isOn).toBe(false);
  expect(await button('Try again').innerText()).toMatch(/^Try again\s+in \d+ s$/);
});

it('does not do twice what was done, unless that is asked for', async () => {
  const visitor = await portal.signedIn(action('workspaces_create'), { isConnected: true });
  const { field, run, button, result } = onAction(visitor.page);

  await field('Name').fill('Once');
  await run.click();
  await result.waitFor();
  await run.click();
  await result.getByText('This was run before and was not sent again').waitFor();
  const afterTwo = created();
  await button('Send again').click();
  await result.getByText('This was run before and was not sent again').waitFor({ state: 'detached' });

  const keys = visitor.requests
    .filter(isInvocationOf('workspaces_create'))
    .map((request) => request.headers()['idempotency-key']);
  expect(afterTwo).toBe(1);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[1]);
});

it('waits no longer when that is asked for, and does nothing twice afterwards', async () => {
  const visitor = await portal.signedIn(action('users_list'), { isConnected: true });
  const { run, button, result } = onAction(visitor.page);
  portal.platform.simulator.faults.add({ kind: 'slow', delay_ms: 60_000 });

  await run.click();
  await button('Cancel').click();
  await visitor.page.getByText('Cancelled', { exact: true }).waitFor();
  await focusedOutcome(visitor.page);
  portal.platform.simulator.faults.clear();
  await run.click();

  await result.waitFor();
  await visitor.page.getByText('The action has run. Its result is below.').waitFor();
  await focusedOutcome(visitor.page);
});

it('loses nothing that was typed when the session ends, and goes on with the same attempt', async () => {
  const visitor = await portal.signedIn(action('workspaces_create'), { isConnected: true, tenant: 'ending' });
  const { field, run, dialog, result } = onAction(visitor.page);
  await field('Name').fill('Half written');
  await visitor.context.clearCookies();

  await run.click();
  await dialog.getByText('Your session has ended').waitFor();
  await dialog
    .getByLabel('Sign-in link or code')
    .fill(await portal.link('--tenant', 'ending', '--sub', 'ada'));
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'detached' });
  const kept = await field('Name').inputValue();
  await run.click();
  await result.getByText('Half written').waitFor();

  const keys = visitor.requests
    .filter(isInvocationOf('workspaces_create'))
    .map((request) => request.headers()['idempotency-key']);
  expect(kept).toBe('Half written');
  expect(new Set(keys).size).toBe(1);
  expect(created()).toBe(1);
});

it('loses nothing while the platform is away, and sends what arrived no second time', async () => {
  const visitor = await portal.signedIn(action('workspaces_create'), { isConnected: true });
  const { field, run, result, button, alert } = onAction(visitor.page);
  portal.platform.simulator.faults.add({ kind: 'slow', delay_ms: 1_500 });
  await field('Name').fill('On its way');

  await run.click();
  await visitor.page.getByText('Waiting for Anthropic').waitFor();
  await portal.wire.cut();
  await visitor.page.getByText(AWAY).waitFor();
  const kept = await field('Name').inputValue();
  await portal.wire.mend();
  await visitor.page.getByText(AWAY).waitFor({ state: 'detached' });
  await button('Try again').click();
  await alert.getByText('It may or may not have been done').waitFor();
  const afterTwo = created();
  await button('See what happened: List workspaces').click();
  await visitor.page.getByRole('heading', { name: 'List workspaces' }).waitFor();
  await run.click();
  await result.getByRole('rowheader').first().waitFor();

  expect(kept).toBe('On its way');
  expect(afterTwo).toBe(1);
});

it('offers Run when the fields are there, and no sooner: it would move away under the pointer', async () => {
  const visitor = await portal.signedIn();
  const { run, field, button } = onAction(visitor.page);
  const held: Route[] = [];
  await visitor.page.route('**/input-form-*.js', (route) => void held.push(route));

  await visitor.open(action('workspaces_create'));
  await button('Edit as JSON').waitFor();
  await until(() => held.length > 0);
  const before = await run.count();
  await held[0]?.continue();
  await field('Name').waitFor();

  expect(before).toBe(0);
  expect(await run.count()).toBe(1);
});

it('keeps what was typed while one looks at another page', async () => {
  const { page } = await portal.signedIn(action('workspaces_create'));
  const { field } = onAction(page);

  await field('Name').fill('For later');
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('heading', { name: 'Activity' }).waitFor();
  await page.goBack();

  await field('Name').waitFor();
  expect(await field('Name').inputValue()).toBe('For later');
});

it('runs nothing while the JSON on the screen is none', async () => {
  const visitor = await portal.signedIn(action('invites_create'), { isConnected: true, tenant: 'as-json' });
  const { page } = visitor;
  const { run, button, field, result } = onAction(page);
  await button('Edit as JSON').click();
  const text = field('Input as JSON');

  await text.fill('{"email": "good.one@acme-robotics.example", "role": "user"}');
  const whole = await run.isEnabled();
  await text.fill('{"email": "other.person@acme-robotics.example", "role": "user"');
  await page.getByText('This is not a valid JSON object: "}" is missing at the end.').waitFor();
  const broken = [await run.isEnabled(), await button('Preview').isEnabled()];
  await text.press('Control+Enter');
  await button('Fill in example').click();
  await button('Replace').click();
  const filled = [await run.isEnabled(), (await text.inputValue()).includes('other.person')];
  await text.fill('{"email": "right.one@acme-robotics.example", "role": "user"}');
  await run.click();
  await result.waitFor();

  expect([whole, broken, filled]).toEqual([true, [false, false], [true, false]]);
  const sent = visitor.requests.filter(isInvocationOf('invites_create')).map((one) => one.postData() ?? '');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toContain('right.one');
});
