import type { Page } from 'playwright-core';
import { AcmeModule } from '../../examples/second-connector/src/acme.module.js';
import { ACME_KEY, startFakeAcme, type FakeAcme } from '../../examples/second-connector/src/fake-acme.js';
import { onAction } from '../portal/browser/support/actions.js';
import { bootPortal, type BootedPortal } from '../portal/browser/support/boot-portal.js';
import { onConfiguration } from '../portal/browser/support/configuration.js';
import type { Visitor } from '../portal/browser/support/visitor.js';

const ACME = '/integrations/acme';

let api: FakeAcme;
let portal: BootedPortal;
let visitor: Visitor;
let page: Page;
beforeAll(async () => {
  api = await startFakeAcme();
  process.env['ACME_BASE_URL'] = api.url;
  portal = await bootPortal({ modules: [AcmeModule] }).finally(() => delete process.env['ACME_BASE_URL']);
  visitor = await portal.signedIn('/integrations', { isConnected: true });
  ({ page } = visitor);
});
afterAll(async () => {
  await portal.close();
  await api.close();
});

const save = async (key: string): Promise<void> => {
  await page.getByLabel('Admin key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
};

it('has a card and a place in the navigation beside Anthropic', async () => {
  const card = page.getByRole('main').locator('section', { hasText: 'Acme Cloud' });
  await card.waitFor();

  const navigation = page.getByRole('navigation', { name: 'Main' });

  expect(await card.innerText()).toContain('Reads and manages the robots of an Acme Cloud account');
  expect(await navigation.innerText()).toMatch(
    /Acme Cloud\s+Configuration\s+Actions\s+Anthropic\s+Cost\s+Members\s+Configuration/,
  );
});

it('is connected on a configuration page of its own', async () => {
  await page
    .getByRole('main')
    .locator('section', { hasText: 'Acme Cloud' })
    .getByRole('link', { name: 'Connect' })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Acme Cloud configuration' }).waitFor();
  const { alert, fact } = onConfiguration(page);

  await save('acme_sk_too_short');
  await alert.getByText('This is not an admin key of Acme Cloud.').waitFor();
  await save(ACME_KEY);
  await page.getByText('The key is saved.').waitFor();

  expect(await fact('Organization').innerText()).toContain('Acme Robotics');
  expect(await fact('Key').innerText()).toBe('acme_sk_…c2ds');
  expect(await visitor.text()).not.toMatch(/claude|sk-ant|console/i);
});

it('leaves the connection of the other connector alone', async () => {
  await visitor.open('/integrations/anthropic/configuration');

  await page.getByRole('heading', { level: 1, name: 'Anthropic configuration' }).waitFor();
  expect(await onConfiguration(page).fact('Key').innerText()).toMatch(/^sk-ant-admin01-/);
});

it('shows its actions, and runs a list', async () => {
  await visitor.open(`${ACME}/actions`);
  await page.getByText('6 actions').waitFor();
  await page.getByRole('link', { name: 'List robots' }).click();
  const { run, field, button, result } = onAction(page);

  await field(/^Page size/).fill('2');
  await run.click();
  await result.getByText('1–2 of more than 2').waitFor();
  const first = await result.getByRole('table').innerText();
  await button('Next page').click();
  await result.getByText('monitor').waitFor();

  expect(first).toMatch(/backup[\s\S]*deployer/);
  expect(await page.getByText('acme:read').count()).toBe(1);
});

it('takes the way from what its API lacks to what it has', async () => {
  await visitor.open(`${ACME}/actions/robots_suspend`);
  const { button, field, run, result } = onAction(page);

  await field('Robot ID').fill('rbt_0002');
  await button('Show the alternative').click();
  await button('Use the alternative: Update a robot').click();
  await run.click();
  await result.getByText('suspended').first().waitFor();

  expect(api.seen.at(-1)).toMatchObject({ method: 'PATCH', path: '/v2/robots/rbt_0002' });
});

it('masks a secret in its form and in the copied call, and shows a token once', async () => {
  await visitor.open(`${ACME}/actions/robots_update`);
  const { run, field, result } = onAction(page);
  const phrase = page.getByLabel(/^Recovery phrase/);
  await phrase.fill('correct horse battery staple');

  expect(await phrase.getAttribute('type')).toBe('password');
  await page.getByText('Copy as curl or MCP call').click();
  expect(await page.getByLabel('curl call').innerText()).toMatch(
    /v1\/connectors\/acme\/actions\/robots_update\/invoke[\s\S]*"recovery_phrase":"<secret>"/,
  );

  await visitor.open(`${ACME}/actions/robots_create`);
  await field('Name').fill('courier');
  await field('Contact').fill('ada@example.com');
  await run.click();
  await page.getByText('Neither Acme Cloud nor the platform can show it again.').waitFor();
  expect(await result.innerText()).toMatch(/acme_rt_/);
});

it('switches off an action of its own', async () => {
  await visitor.open(`${ACME}/actions`);
  await page.getByRole('switch', { name: 'Switch on: Delete a robot' }).press('Space');
  await visitor.hasFetched('/v1/connectors/acme/actions/robots_delete/switch');

  const { body } = await portal.platform.call('//v1/connectors/acme/switches', { tenant: 'tenant-1' });

  expect(body).toMatchObject({ off: ['robots_delete'] });
});

it('leads from the address of an unknown connector to the integrations', async () => {
  await visitor.open('/integrations/nothing/configuration');

  await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Integrations' }).click();
  await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor();
  expect(page.url()).toMatch(/#\/integrations$/);
});

it('leaves no error in the console of the browser', () => {
  expect(visitor.console.filter((line) => !/status of 4\d\d/.test(line))).toEqual([]);
});
