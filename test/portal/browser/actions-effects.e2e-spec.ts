import { action, onAction } from './support/actions.js';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterAll(() => portal.close());

it('renames a key and sets it inactive without a question, and asks before it archives one', async () => {
  const { page } = await portal.signedIn(action('api_keys_update'), { isConnected: true });
  const { button, run, result, dialog } = onAction(page);
  const api_key_id = portal.platform.simulator.demo.activeApiKeyId;
  const change = async (fields: object): Promise<void> => {
    await page.getByLabel('Input as JSON').fill(JSON.stringify({ api_key_id, ...fields }));
    await run.click();
  };
  await button('Edit as JSON').click();

  await change({ name: 'Renamed' });
  await result.getByText('Renamed').waitFor();
  await change({ status: 'inactive' });
  await result.getByText('Inactive', { exact: true }).waitFor();
  const asked = await dialog.count();
  await change({ status: 'archived' });
  await dialog.getByText('This cannot be undone.').waitFor();

  expect(asked).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page
    .getByText('Cannot be undone where Status is archived; any other change can be reversed.')
    .waitFor();
  await run.click();
  await dialog.getByRole('button', { name: 'Archive API key' }).click();
  await result.getByText('Archived', { exact: true }).waitFor();
  const { body } = await portal.platform.call('//v1/audit?action=api_keys_update&run=actual', {
    tenant: 'tenant-1',
  });
  const marks = (body as { data: { kind: string; details: { destructive?: true } }[] }).data
    .filter(({ kind }) => kind === 'invocation')
    .map(({ details }) => details.destructive);
  expect(marks).toEqual([true, undefined, undefined]);
});
