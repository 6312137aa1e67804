import { action, isInvocationOf, onAction } from './support/actions.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.platform.simulator.reset());
afterEach(() => portal.leave());
afterAll(() => portal.close());

const FIRST = { name: 'Dmitri Volkov' };

it('shows a list as a table, and its next page', async () => {
  const { page } = await portal.signedIn(action('users_list'), { isConnected: true });
  const { run, result, button } = onAction(page);

  await run.click();
  await result.getByRole('rowheader', FIRST).waitFor();
  const titles = await result.getByRole('columnheader').allInnerTexts();
  const rows = await result.getByRole('rowheader').count();
  await button('Next page').press('Enter');
  await result.getByRole('rowheader', FIRST).waitFor({ state: 'detached' });

  expect(titles.slice(0, 3)).toEqual(['Name', 'Email', 'ID']);
  expect(rows).toBe(20);
  expect(await result.getByRole('rowheader').count()).toBe(10);
  expect(await button('Next page').count()).toBe(0);
  // The button that had the focus is gone.
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
    'List the members of the organization',
  );
});

it('keeps a page in sight until the next one is there, and when that does not come', async () => {
  const visitor = await portal.signedIn(action('users_list'), { isConnected: true });
  const { run, result, button, alert } = onAction(visitor.page);
  const { faults } = portal.platform.simulator;

  await run.click();
  await result.getByRole('rowheader', FIRST).waitFor();
  faults.add({ kind: 'slow', delay_ms: 60_000 });
  await button('Next page').click();
  await visitor.page.getByText('Waiting for Anthropic').waitFor();
  const whileWaiting = await result.getByRole('rowheader').count();
  await button('Cancel').click();
  await visitor.page.getByText('Cancelled', { exact: true }).waitFor();
  faults.clear();
  faults.add({ kind: 'status', status: 404 });
  await button('Next page').click();
  await alert.first().waitFor();
  const afterFailure = await result.getByRole('rowheader').count();
  await button('Next page').click();
  await result.getByRole('rowheader', FIRST).waitFor({ state: 'detached' });

  expect([whileWaiting, afterFailure]).toEqual([20, 20]);
  expect(await alert.count()).toBe(0);
  const [first, ...others] = visitor.requests
    .filter(isInvocationOf('users_list'))
    .map((request) => (request.postDataJSON() as { input: Record<string, unknown> }).input);
  expect(first).not.toHaveProperty('after_id');
  expect(others).toEqual([others[0], others[0], others[0]]);
});

it('shows what was spent as money, not as cents', async () => {
  const { page } = await portal.signedIn(action('cost_report_get'), { isConnected: true });
  const { run, result, button } = onAction(page);

  await button('Fill in example').click();
  await run.click();
  await result
    .getByText(/^\$\d[\d,]*\.\d{2,}$/)
    .first()
    .waitFor();
});
