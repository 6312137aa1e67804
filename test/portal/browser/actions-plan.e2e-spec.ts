import { action, onAction } from './support/actions.js';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';

let portal: BootedPortal;

beforeAll(async () => {
  portal = await bootPortal();
});
beforeEach(() => portal.platform.simulator.reset());
afterAll(() => portal.close());

const writes = (): string[] =>
  portal.platform.simulator.journal
    .entries()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);

it('says what an archiving would do before it is confirmed, with names', async () => {
  const { page } = await portal.signedIn(action('workspaces_archive'), { isConnected: true });
  const { button, run, dialog } = onAction(page);
  const workspace_id = portal.platform.simulator.demo.productionWorkspaceId;
  await button('Edit as JSON').click();
  await page.getByLabel('Input as JSON').fill(JSON.stringify({ workspace_id }));

  await run.click();
  const plan = dialog.getByRole('region', { name: 'What this would do' });
  const keys = plan.getByText(/3 API keys stop working/);
  await keys.click();
  await plan.getByText('production-backend').waitFor();
  await plan.getByText('Cannot be undone', { exact: true }).waitFor();
  await plan.getByText(/members lose access to the workspace/).waitFor();

  expect(await axeFindings(page)).toEqual([]);
  expect(writes()).toEqual([]);
});

it('shows the same in a preview, and what could not be read', async () => {
  const { page } = await portal.signedIn(action('users_update'), { isConnected: true, tenant: 'previewing' });
  const { button, result } = onAction(page);
  const { simulator } = portal.platform;
  await button('Edit as JSON').click();
  const input = { user_id: simulator.demo.adminUserId, role: 'developer' };
  await page.getByLabel('Input as JSON').fill(JSON.stringify(input));
  simulator.faults.add({
    kind: 'status',
    status: 500,
    times: 'always',
    match: { method: 'GET', path: '/v1/organizations/workspaces' },
  });

  await button('Preview').click();
  const plan = result.getByRole('region', { name: 'What this would do' });
  await plan.getByText(/Loses: use Claude Code, manage billing/).waitFor();
  await plan.getByText('Workspaces unknown: the API is not available.').waitFor();

  expect(await axeFindings(page)).toEqual([]);
  expect(writes()).toEqual([]);
});

it('says so where nothing could be read, and leaves the decision to the person', async () => {
  const { page } = await portal.signedIn(action('invites_delete'), { isConnected: true, tenant: 'away' });
  const { button, run, dialog } = onAction(page);
  const { simulator } = portal.platform;
  await button('Edit as JSON').click();
  await page.getByLabel('Input as JSON').fill(JSON.stringify({ invite_id: simulator.demo.pendingInviteId }));
  await page.route('**/actions/invites_delete/plan', (route) => route.abort());

  await run.click();
  await dialog.getByText(/^What this would do could not be read/).waitFor();
  await dialog.getByRole('button', { name: 'Withdraw invite' }).click();
  await page
    .getByRole('group', { name: 'Outcome' })
    .getByText('invite_deleted')
    .or(page.getByText('Result'))
    .first()
    .waitFor();

  expect(writes()).toHaveLength(1);
});
