import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import { CONFIGURATION, isSave, onConfiguration } from './support/configuration.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(async () => {
  portal.platform.simulator.reset();
  await portal.wire.mend();
});
afterEach(() => portal.leave());
afterAll(() => portal.close());

const AWAY = 'The platform cannot be reached, retrying.';

it('says that the platform is away, keeps what was typed, and goes on once it is back', async () => {
  const { page } = await portal.signedIn(CONFIGURATION);
  const { field, alert, save } = onConfiguration(page);
  await field.waitFor();

  await portal.wire.cut();
  await save(DEMO_ADMIN_KEY);
  await page.getByText(AWAY).waitFor();
  await alert.getByText('The platform became unreachable before it answered').waitFor();
  await portal.wire.mend();
  await page.getByText(AWAY).waitFor({ state: 'detached' });

  expect(await field.inputValue()).toBe(DEMO_ADMIN_KEY);
  await onConfiguration(page).button('Save').click();
  await page.getByText('Connected', { exact: true }).waitFor();
});

it('lets one go to another page while the platform is away, and fills it once it is back', async () => {
  const visitor = await portal.signedIn('/integrations', { isConnected: true });
  const { page } = visitor;
  await page.getByText('Acme Robotics').waitFor();
  await visitor.hasFetched('/activity-page-');

  await portal.wire.cut();
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('heading', { name: 'Activity' }).waitFor();
  await page.getByText(AWAY).waitFor();
  await portal.wire.mend();

  await page.getByRole('table').waitFor();
});

it('says that Anthropic takes its time and how long, and saves and checks in the end', async () => {
  const isSlow = { kind: 'slow', delay_ms: 6_000 } as const;
  portal.platform.simulator.faults.add(isSlow);
  const { page } = await portal.signedIn(CONFIGURATION);
  const { save, button } = onConfiguration(page);

  await save(DEMO_ADMIN_KEY);
  await page.getByText('Checking the key with Anthropic').waitFor();
  await page.getByText('Anthropic is slow to answer.').waitFor();
  await page.getByText('Connected', { exact: true }).waitFor();
  portal.platform.simulator.faults.add(isSlow);
  await button('Check now').click();
  await page.getByText(/Anthropic is slow to answer\. .* \d s/).waitFor();

  await page.getByText('The key works.').waitFor();
});

it('waits no longer when that is asked for, and keeps the key in the field', async () => {
  portal.platform.simulator.faults.add({ kind: 'slow', delay_ms: 60_000 });
  const { page } = await portal.signedIn(CONFIGURATION);
  const { save, button, field } = onConfiguration(page);

  await save(DEMO_ADMIN_KEY);
  await button('Stop waiting').click();

  await page.getByText('You stopped waiting').waitFor();
  expect(await field.inputValue()).toBe(DEMO_ADMIN_KEY);
});

it('sends a key once, however often Save is pressed', async () => {
  portal.platform.simulator.faults.add({ kind: 'slow', delay_ms: 60_000 });
  const visitor = await portal.signedIn(CONFIGURATION);
  const { field, save, button } = onConfiguration(visitor.page);

  await save(DEMO_ADMIN_KEY);
  await visitor.page.getByRole('button', { name: /Save$/ }).click();
  await field.press('Enter');
  await button('Stop waiting').click();
  await visitor.page.getByText('You stopped waiting').waitFor();

  expect(visitor.requests.filter(isSave)).toHaveLength(1);
});

it('shows in one tab what was done in another', async () => {
  const visitor = await portal.signedIn(CONFIGURATION);
  const other = await visitor.secondTab();
  await other.open('/integrations');
  await other.page.getByText('Not connected').waitFor();

  await onConfiguration(visitor.page).save(DEMO_ADMIN_KEY);

  await other.page.getByText('Connected', { exact: true }).waitFor();
});
