import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import { CONFIGURATION, onConfiguration } from './support/configuration.js';

let portal: BootedPortal;
beforeAll(async () => {
  portal = await bootPortal();
});
afterAll(() => portal.close());

it('limits what the key may be used for, shows it, and removes it', async () => {
  const { page } = await portal.signedIn(CONFIGURATION, { isConnected: true });
  const { button, fact } = onConfiguration(page);
  const field = (label: string) => page.getByLabel(label, { exact: true });

  await button('Limit the use').click();
  await field('Effects').fill('read, nothing');
  await field('Calls a day').fill('500');
  await button('Save the limits').click();
  await page.getByText('effects must contain only read, write, destructive').waitFor();
  await field('Effects').fill('read, write');
  await button('Save the limits').click();

  await button('Change the limits').waitFor();
  expect(await fact('Effects').textContent()).toBe('read, write');
  expect(await fact('Calls a day').textContent()).toBe('500');
  await button('Change the limits').click();
  expect(await field('Effects').inputValue()).toBe('read, write');
  await button('Cancel').click();
  await button('Remove the limits').click();
  await page.getByText('The key may be used for every action, at any time.').waitFor();
});

it('lets nobody change it who may save no key', async () => {
  const permissions = 'anthropic:connections:read';
  const { page } = await portal.signedIn(CONFIGURATION, { isConnected: true, permissions });

  expect(await onConfiguration(page).button('Limit the use').isDisabled()).toBe(true);
});
