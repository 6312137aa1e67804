import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { signedToken } from '../../platform/support/tokens.js';
import { action, isInvocationOf, onAction } from './support/actions.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
afterEach(() => portal.platform.simulator.reset());
afterEach(() => portal.leave());
afterAll(() => portal.close());

it('runs an action on a record that is picked by its name', async () => {
  const visitor = await portal.signedIn(action('users_get'), { isConnected: true });
  const { pick, picker, run, result } = onAction(visitor.page);

  await pick('Member', 'Grace Nakamura');
  await run.click();
  await result.waitFor();

  expect(await picker('Member').inputValue()).toBe('Grace Nakamura');
  await result.getByText('grace.nakamura@acme-robotics.example').first().waitFor();
  const [sent] = visitor.requests.filter(isInvocationOf('users_get'));
  expect(sent?.postDataJSON()).toMatchObject({ input: { user_id: expect.stringMatching(/^user_/) } });
  expect(visitor.console).toEqual([]);
});

it('takes an id that is typed by hand', async () => {
  const { page } = await portal.signedIn(action('users_get'), { isConnected: true });
  const { picker, result } = onAction(page);
  const { adminUserId } = portal.platform.simulator.demo;

  await picker('Member').fill(adminUserId);
  // The list of names is still open, as for a user who goes from the field to the button by mouse.
  await page.locator('button', { hasText: /^Run$/ }).click();

  await result.getByText(adminUserId).first().waitFor();
});

it('finds a record by some letters of its name', async () => {
  const { page } = await portal.signedIn(action('workspaces_get'), { isConnected: true });
  const { picker } = onAction(page);

  await picker('Workspace').click();
  await page.getByRole('option', { name: 'Production' }).waitFor();
  await picker('Workspace').pressSequentially('pipe');
  await page.getByRole('option', { name: 'Production' }).waitFor({ state: 'detached' });

  expect(await page.getByRole('option').allInnerTexts()).toEqual([expect.stringContaining('Data Pipeline')]);
});

it('draws the fields of the kind that is chosen, and sends those alone', async () => {
  const visitor = await portal.signedIn(action('external_storage_create'), { isConnected: true });
  const { page } = visitor;
  const { button, field, run, result } = onAction(page);

  await field('AWS account').fill('111122223333');
  await field('Region').fill('us-east-2');
  await button('Provider config').click();
  await page.getByRole('option', { name: 'Google Cloud Storage' }).click();
  await field('Project number').waitFor();
  const carriedOver = await field('Region').inputValue();
  await field('Bucket name').fill('acme-new');
  await field('Project number').fill('123456789012');
  await field('Region').fill('us-east5');
  await run.click();
  await result.getByText('Pending configuration').first().waitFor();

  expect(carriedOver).toBe('');
  const [sent] = visitor.requests.filter(isInvocationOf('external_storage_create'));
  expect(sent?.postDataJSON().input).toEqual({
    provider_config: {
      type: 'gcp',
      bucket_name: 'acme-new',
      project_number: '123456789012',
      region: 'us-east5',
    },
  });
});

it('shows the outcome raw as well', async () => {
  const { page } = await portal.signedIn(action('organization_get'), { isConnected: true });
  const { run, result } = onAction(page);

  await run.click();
  await result.getByRole('tab', { name: 'Raw JSON' }).click();

  const raw = await result.getByRole('region', { name: 'Raw JSON' }).innerText();
  expect(JSON.parse(raw)).toMatchObject({ ok: true, data: { name: 'Acme Robotics' }, meta: { attempts: 1 } });
});

it('previews without changing anything, and Activity says that it was a preview', async () => {
  const { page } = await portal.signedIn(action('workspaces_create'), { isConnected: true });
  const { field, button, result } = onAction(page);
  portal.platform.simulator.journal.clear();

  await field('Name').fill('Only tried');
  await button('Preview').click();
  await result.getByText('Preview: the action was not run').waitFor();

  await result.getByText(/^The organization has \d+ active workspaces/).waitFor();

  const sent = portal.platform.simulator.journal.entries().map(({ method, path }) => `${method} ${path}`);
  expect(sent).toEqual(['GET /v1/organizations/workspaces']);
  await page.getByRole('link', { name: 'Activity' }).click();
  await page
    .getByRole('row')
    .filter({ hasText: 'Create a workspace' })
    .getByText('Preview')
    .first()
    .waitFor();
});

it('says at its field what is wrong, ours and what the platform alone knows, and sends no field that is empty', async () => {
  const visitor = await portal.signedIn(action('invites_create'), { isConnected: true });
  const { page } = visitor;
  const { field, run, alert } = onAction(page);

  await run.click();
  await page.getByText('Email is required.').waitFor();
  const before = visitor.requests.filter(isInvocationOf('invites_create'));
  await field('Email').fill('ada@example');
  await page.getByRole('button', { name: /Role$/ }).click();
  await page.getByRole('option', { name: 'Developer' }).click();
  await run.click();
  await alert.waitFor();

  expect(before).toEqual([]);
  expect(await page.evaluate('document.activeElement.getAttribute("aria-invalid")')).toBe('true');
  const [sent] = visitor.requests.filter(isInvocationOf('invites_create'));
  expect(sent?.postDataJSON()).toEqual({
    connection: 'default',
    input: { email: 'ada@example', role: 'developer' },
  });
});

it('takes what the API does not offer to its alternative, filled in, and runs that', async () => {
  const { page } = await portal.signedIn(action('api_keys_delete'), { isConnected: true });
  const { pick, button, picker, run, dialog, result } = onAction(page);

  await pick('API key', 'notebook');
  await button('Show the alternative').click();
  await button('Use the alternative: Rename an API key or change its status').click();
  await page.getByRole('heading', { name: 'Rename an API key or change its status' }).waitFor();
  const chosen = await picker('API key').inputValue();
  await run.click();
  await button('Archive API key').click();
  await result.getByText('Archived', { exact: true }).waitFor();

  expect(chosen).toBe('notebook');
  expect(await dialog.count()).toBe(0);
});

it('names what is to be lost, looked up, before it is lost', async () => {
  const visitor = await portal.signedIn(action('workspaces_archive'), { isConnected: true });
  const { picker, run, dialog, button, result } = onAction(visitor.page);
  const [workspace] = await workspaces();

  await visitor.page.getByRole('link', { name: 'Create a workspace' }).first().waitFor();
  await picker('Workspace').fill(workspace?.id ?? '');
  await picker('Workspace').press('Tab');
  await run.click();
  await dialog.getByText(`Archive workspace ${workspace?.name}?`).waitFor();
  const question = await dialog.innerText();
  await button('Cancel').click();
  const sentBefore = visitor.requests.filter(isInvocationOf('workspaces_archive')).length;
  await run.click();
  await button('Archive workspace').click();
  await result.waitFor();

  expect(question).toContain(workspace?.id);
  expect(sentBefore).toBe(0);
  expect((await workspaces()).map(({ id }) => id)).not.toContain(workspace?.id);
});

it('shows a secret once, and nowhere in the raw outcome', async () => {
  const { page } = await portal.signedIn(action('webhooks_create'), { isConnected: true });
  const { button, run, result } = onAction(page);

  await button('Fill in example').click();
  await run.click();
  await result.getByText('Copy this now: it is shown only once').waitFor();
  const secret = await result.locator('code', { hasText: 'whsec_' }).innerText();
  await result.getByRole('tab', { name: 'Raw JSON' }).click();

  expect(secret).toMatch(/^whsec_/);
  expect(await result.getByRole('region', { name: 'Raw JSON' }).innerText()).not.toContain(secret);
  expect(await button('Copy signing secret').count()).toBe(1);
});

it('leads to the configuration where nothing is connected', async () => {
  const { page } = await portal.signedIn(action('organization_get'));
  const { run } = onAction(page);

  await run.click();
  await page.getByRole('link', { name: 'Connect Anthropic' }).click();

  await page.getByRole('heading', { name: 'Configuration' }).waitFor();
});

it('disables Run without the permission, and names it', async () => {
  const { page } = await portal.signedIn(action('organization_get'), { permissions: 'anthropic:audit:read' });
  const { run } = onAction(page);

  await page.getByText('anthropic:read').first().waitFor();

  expect(await run.isDisabled()).toBe(true);
});

it('writes the call as a curl command that works, without a token in it', async () => {
  const { page } = await portal.signedIn(action('users_list'), { isConnected: true, tenant: 'copying' });
  const { button, field } = onAction(page);

  await field('Email (optional)').fill("o'hara@example.com");
  await button('Copy as curl, SDK or MCP call').click();
  const command = await page.getByRole('region', { name: 'curl call' }).innerText();
  const { stdout } = await promisify(execFile)('sh', ['-c', command], {
    env: { ...process.env, TOKEN: await signedToken({ tenantId: 'copying' }) },
  });

  expect(command).not.toMatch(/eyJ|sk-ant/);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, data: { data: [] } });
});

/** The live workspaces of the organization. */
async function workspaces(): Promise<{ id: string; name: string }[]> {
  const tenant = 'looking';
  await portal.platform.connect(tenant).catch(() => undefined);
  const { body } = await portal.platform.call('/actions/workspaces_list/invoke', {
    method: 'POST',
    body: { input: {} },
    tenant,
  });
  return (body as { data: { data: { id: string; name: string }[] } }).data.data;
}
