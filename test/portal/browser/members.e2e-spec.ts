import type { Locator, Page } from 'playwright-core';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import type { Visitor } from './support/visitor.js';

const MEMBERS = '/integrations/anthropic/members';
const TENANT = 'people';

let portal: BootedPortal;
let visitor: Visitor;

beforeAll(async () => {
  portal = await bootPortal();
  visitor = await portal.signedIn('/integrations', { tenant: TENANT, isConnected: true });
});
afterEach(() => portal.platform.simulator.faults.clear());
afterAll(() => portal.close());

interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
}
const ask = async <Data>(action: string, input: object): Promise<Data> => {
  const body = { input, all: true };
  const answer = await portal.platform.call(`/actions/${action}/invoke`, {
    method: 'POST',
    body,
    tenant: TENANT,
  });
  return (answer.body as { data: Data }).data;
};
const members = async (): Promise<readonly Member[]> =>
  (await ask<{ data: Member[] }>('users_list', {})).data;
const names = (page: Page): Locator => page.getByRole('rowheader');
const shown = async (path = MEMBERS): Promise<Page> => {
  await visitor.open('/integrations');
  await visitor.open(path);
  await names(visitor.page).first().waitFor();
  return visitor.page;
};

it('finds a member by a part of the name in one step, and shows in a second one what they have', async () => {
  const [first] = await members();
  const page = await shown();

  await page.getByLabel('Search').fill(first!.email.slice(0, 6).toUpperCase());
  await page.getByRole('button', { name: first!.name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Cost of the last 30 days').waitFor();

  const text = await dialog.innerText();
  expect(text).toContain(first!.email);
  expect(text).toContain(first!.id);
  expect(text).toMatch(/Cost of the last 30 days\s+\$[\d,.]+/);
  expect(text).toMatch(/Workspaces\s+\S/);
  expect(text).toMatch(/API keys made\s+\S/);
  expect(page.url()).toContain('q=');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

it('shows the workspaces and the keys that the API has of each member', async () => {
  const keys = (
    await ask<{ data: { name: string; created_by: { id: string } | null }[] }>('api_keys_list', {})
  ).data;
  const maker = (await members()).find(({ id }) => keys.some(({ created_by: by }) => by?.id === id))!;
  const own = keys.filter(({ created_by: by }) => by?.id === maker.id);
  const page = await shown(`${MEMBERS}?q=${encodeURIComponent(maker.email)}`);

  await page.getByRole('button', { name: maker.name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('API keys made').waitFor();
  const text = await dialog.innerText();

  for (const { name } of own) expect(text).toContain(name);
  await page.keyboard.press('Escape');
});

it('shows admins alone, invites with their expiry, and says where no one is found', async () => {
  const admins = (await members()).filter(({ role }) => ['admin', 'owner', 'primary_owner'].includes(role));
  const page = await shown(`${MEMBERS}?show=admins`);
  const found = await names(page).allInnerTexts();
  await visitor.open(`${MEMBERS}?show=pending`);
  await page.getByText('Invited', { exact: true }).first().waitFor();
  await names(page).first().getByRole('button').click();
  const invite = await page.getByRole('dialog').innerText();
  await page.keyboard.press('Escape');
  await page.getByLabel('Search').fill('no such person');
  await page.getByText('No one found.').waitFor();

  expect(found.map((name) => name.trim()).sort()).toEqual(admins.map(({ name }) => name).sort());
  expect(invite).toContain('Expires');
  expect(invite).toContain('Send again');
});

it('opens the form that changes a role with the member in it', async () => {
  const [first] = await members();
  const page = await shown(`${MEMBERS}?q=${encodeURIComponent(first!.email)}`);
  await page.getByRole('button', { name: first!.name, exact: true }).click();
  await page.getByRole('button', { name: 'Change the role' }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: /role/i }).waitFor();
  // The example of a call has the input of the form.
  await page.getByText(first!.id).first().waitFor({ state: 'attached' });

  expect(page.url()).toContain('users_update');
});

it('says what failed, and which permission is missing', async () => {
  portal.platform.simulator.faults.add({
    kind: 'status',
    status: 400,
    message: 'the list is closed',
    times: 'always',
  });
  const other = await portal.signedIn(MEMBERS, { tenant: TENANT });
  await other.page.getByText('The members could not be read').waitFor();
  expect(await other.text()).toContain('the list is closed');
  const reader = await portal.signedIn(MEMBERS, {
    tenant: TENANT,
    permissions: 'anthropic:connections:read',
  });
  await reader.page.getByText('You may not read the members').waitFor();

  expect(reader.requests.some((request) => request.url().includes('users_list'))).toBe(false);
});
