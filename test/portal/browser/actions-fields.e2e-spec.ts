import { action, isInvocationOf, onAction } from './support/actions.js';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import type { Visitor } from './support/visitor.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.platform.simulator.reset());
afterEach(() => portal.leave());
afterAll(() => portal.close());

const sentInputs = ({ requests }: Visitor, id: string): unknown[] =>
  requests.filter(isInvocationOf(id)).map((request) => (request.postDataJSON() as { input: unknown }).input);

it('takes an amount in dollars, says what it sends, and sends cents', async () => {
  const visitor = await portal.signedIn(action('spend_limits_set'), { isConnected: true });
  const { page } = visitor;
  const { button, field, result, run } = onAction(page);
  const amount = field(/^Amount, US dollars/);

  await button('Fill in example').click();
  await amount.waitFor();
  const ofExample = await amount.inputValue();
  await amount.fill('1,250.5');
  await page.getByText('Sends "125050" (cents).').waitFor();
  const told = await page.locator('form').innerText();
  await button('Preview').click();
  await result.getByText('$1,250.50', { exact: true }).waitFor();
  await amount.fill('5.005');
  await page.getByText('Enter dollars with at most two decimals').waitFor();
  await page.getByText('Correct "Amount" first.').waitFor();
  const whileWrong = await run.isDisabled();
  await page.getByText('No limit').click();
  await page.getByText('Sends null.').waitFor();
  await page.getByText('The form has changed since this preview').waitFor();

  expect(ofExample).toBe('500.00');
  expect(told).not.toContain('"50000" is $500');
  expect(whileWrong).toBe(true);
  expect(await run.isDisabled()).toBe(false);
  expect(sentInputs(visitor, 'spend_limits_set')).toEqual([expect.objectContaining({ amount: '125050' })]);
  expect(await axeFindings(page)).toEqual([]);
});

it('runs nothing while a date and time is typed in part, and says so', async () => {
  const visitor = await portal.signedIn(action('cost_report_get'), { isConnected: true });
  const { page } = visitor;
  const { button, result, run } = onAction(page);
  const end = page.getByLabel(/^Ending at/);

  await button('Fill in example').click();
  await end.fill('');
  await end.click();
  await page.keyboard.type('11282026');
  await page.getByText('Complete the date and time "Ending at" first.').waitFor();
  const whileTyped = await run.isDisabled();
  await page.getByLabel(/^Starting at/).focus();
  await page.getByText('Complete the date and the time, or clear the field.').waitFor();
  const findings = await axeFindings(page);
  await end.fill('2026-11-28T00:00');
  await run.click();
  await result.getByRole('table').waitFor();

  expect(whileTyped).toBe(true);
  expect(findings).toEqual([]);
  expect(sentInputs(visitor, 'cost_report_get')).toEqual([
    expect.objectContaining({ ending_at: '2026-11-28T00:00:00Z' }),
  ]);
});

it('loses no press on Run where leaving a field adds what was typed there', async () => {
  const visitor = await portal.signedIn(action('usage_report_messages'), { isConnected: true });
  const { page } = visitor;
  const { button, field, result, run } = onAction(page);
  await button('Fill in example').click();
  await field(/^Models/).fill('claude-opus-4-6');
  await run.scrollIntoViewIfNeeded();
  const box = await run.boundingBox();
  if (!box) throw new Error('Run is not there.');

  await page.mouse.move(box.x + box.width / 2, box.y + 4);
  await page.mouse.down();
  await page.mouse.up();
  await result.waitFor();

  expect(sentInputs(visitor, 'usage_report_messages')).toEqual([
    expect.objectContaining({ models: ['claude-opus-4-6'] }),
  ]);
  await page.getByRole('row', { name: 'claude-opus-4-6' }).first().waitFor();
  expect(await field(/^Models/).inputValue()).toBe('');
});

it('reads the names again that could not be read', async () => {
  const { page } = await portal.signedIn(action('users_get'), { isConnected: true });
  const { picker } = onAction(page);
  portal.platform.simulator.faults.add({ kind: 'status', status: 400 });

  await picker('Member').click();
  await page.getByText('Names could not be loaded').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await picker('Member').click();

  await page.getByRole('option', { name: 'Grace Nakamura' }).waitFor();
});

it('asks before an example overwrites, fills no ids into what writes, and shows neither cursors nor what cannot be set', async () => {
  const visitor = await portal.signedIn(action('users_update'), { isConnected: true });
  const { page } = visitor;
  const { button, dialog, field, picker } = onAction(page);

  await page.getByText('Type a name or an e-mail address.').waitFor();
  await page
    .getByRole('main')
    .getByRole('link', { name: 'Change the role of a member in a workspace' })
    .waitFor();
  await picker('Member').fill('user_01Mine');
  await page.keyboard.press('Escape');
  await button('Fill in example').click();
  await dialog.getByText('What you entered is lost.').waitFor();
  await button('Cancel').click();
  const kept = await picker('Member').inputValue();
  await button('Fill in example').click();
  await button('Replace').click();
  await page.getByRole('button', { name: /^Developer/ }).waitFor();
  const filled = await picker('Member').inputValue();
  await visitor.open(action('users_list'));
  await field(/^Limit/).waitFor();
  const ofList = await page.locator('form').innerText();
  await visitor.open(action('invites_create'));
  await field('Email').waitFor();
  const ofInvite = await page.locator('form').innerText();
  await visitor.open(action('usage_report_messages'));
  await page
    .getByText(/^Limit: /)
    .first()
    .waitFor();

  expect([kept, filled]).toEqual(['user_01Mine', '']);
  expect(ofList).not.toMatch(/After ID|Before ID|cursor/i);
  expect(ofInvite).not.toMatch(/Expires|Not available/);
  expect(await page.getByText('Not offered').count()).toBe(0);
});

it('says in the activity as well that a date is typed in part', async () => {
  const { page } = await portal.signedIn('/activity');
  await page.getByLabel('From').click();
  await page.keyboard.type('1128');

  await page.getByLabel('Person').focus();

  await page.getByText('Complete the date, or clear the field.').waitFor();
});
