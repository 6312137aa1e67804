/** The tenant that is connected. */
export const CONNECTED = 'acme';

const CONFIGURATION = '/integrations/anthropic/configuration';
const ACTIONS = '/integrations/anthropic/actions';

/** What happens before the pictures are taken. */
export const EVENTS = (demo) => [
  { action: 'organization_get', input: {} },
  { action: 'users_list', input: { limit: 5 } },
  { action: 'workspaces_create', input: { name: 'Research' } },
  { action: 'api_keys_delete', input: { api_key_id: demo.activeApiKeyId } },
  { action: 'api_keys_update', input: { api_key_id: demo.expiredApiKeyId, status: 'archived' } },
  { action: 'users_remove', input: { user_id: demo.adminUserId } },
  { action: 'workspaces_get', input: { workspace_id: 'wrkspc_01DoesNotExist' } },
  { action: 'invites_create', input: { email: 'grace@example.com', role: 'developer' } },
  { action: 'usage_report_messages', input: { starting_at: '2026-11-01T00:00:00Z' } },
];

const heading = (name) => (page) => page.getByRole('heading', { level: 1, name }).waitFor();
const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Every picture: its name, the tenant (none for a visitor), the page, and the steps before it. */
export const SHOTS = [
  { name: 'sign-in', path: '/', prepare: heading(/Sign in/) },
  {
    name: 'integrations',
    tenant: CONNECTED,
    path: '/integrations',
    prepare: (page) => page.getByText('Acme Robotics').waitFor(),
  },
  {
    name: 'configuration-first',
    tenant: 'newcomer',
    path: CONFIGURATION,
    prepare: (page) => page.getByLabel('API Key').waitFor(),
  },
  {
    name: 'configuration-wrong-key',
    tenant: 'newcomer',
    path: CONFIGURATION,
    prepare: async (page) => {
      await page.getByLabel('API Key').fill('sk-ant-api03-not-an-admin-key');
      await page.getByText('This is an API key, not an Admin key').waitFor();
    },
  },
  {
    name: 'configuration-connected',
    tenant: CONNECTED,
    path: CONFIGURATION,
    prepare: (page) => page.getByText('Connected', { exact: true }).waitFor(),
  },
  {
    name: 'configuration-remove',
    tenant: CONNECTED,
    path: CONFIGURATION,
    prepare: async (page) => {
      await button(page, 'Remove').click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'actions',
    tenant: CONNECTED,
    path: ACTIONS,
    // The list of all actions is many screens long.
    fullPage: false,
    prepare: (page) => page.getByText('users_list').first().waitFor(),
  },
  {
    name: 'action-list-result',
    tenant: CONNECTED,
    path: `${ACTIONS}/users_list`,
    prepare: async (page) => {
      await button(page, 'Run').click();
      await page.getByRole('rowheader').first().waitFor();
    },
  },
  {
    name: 'action-limited',
    tenant: CONNECTED,
    path: `${ACTIONS}/api_keys_delete`,
    prepare: async (page) => {
      await heading(/./)(page);
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'cost',
    tenant: CONNECTED,
    path: '/integrations/anthropic/cost?range=last_30_days',
    prepare: async (page) => {
      await page.getByRole('table').waitFor();
      await page.getByText('Forecast of the month').waitFor();
    },
  },
  {
    name: 'policies-draft',
    tenant: CONNECTED,
    path: '/policies?tab=draft',
    prepare: async (page) => {
      await page.getByText('Destructive by two people', { exact: true }).click();
      await button(page, 'Make the text').click();
      await button(page, 'Check').click();
      await page.getByText(/it would have stopped/).waitFor();
      // The bar stays where the page is scrolled to.
      await page.evaluate('scrollTo(0, 0)');
    },
  },
  {
    name: 'members',
    tenant: CONNECTED,
    path: '/integrations/anthropic/members',
    prepare: (page) => page.getByRole('table').waitFor(),
  },
  {
    name: 'members-person',
    tenant: CONNECTED,
    path: '/integrations/anthropic/members?q=ada',
    fullPage: false,
    prepare: async (page) => {
      await page.getByRole('rowheader').getByRole('button').first().click();
      await page.getByText('Cost of the last 30 days').waitFor();
    },
  },
  {
    name: 'activity',
    tenant: CONNECTED,
    path: '/activity',
    prepare: async (page) => {
      await button(page, 'Check for tampering').click();
      await page.getByText('No tampering found').waitFor();
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'activity-entry',
    tenant: CONNECTED,
    path: '/activity',
    // What lies behind a dialog is darkened as far as one sees it.
    fullPage: false,
    prepare: async (page) => {
      await button(page, 'Delete an API key').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
