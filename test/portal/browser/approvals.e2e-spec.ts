import { ApprovalGate } from '../../../platform/src/approvals/approval-gate.js';
import { TERMS } from '../../approvals/support/boot-approvals.js';
import { signedToken } from '../../platform/support/tokens.js';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import type { Visitor } from './support/visitor.js';

const ARCHIVED = 'wrkspc_01nAgxAXz5zSqSAeYjDs7Xqx';

let portal: BootedPortal;
let approver: Visitor;
let requester: Visitor;
let gate: ApprovalGate | undefined;

beforeAll(async () => {
  portal = await bootPortal({
    modules: [
      {
        module: class Captured {},
        providers: [
          {
            provide: 'captured',
            inject: [ApprovalGate],
            useFactory: (found: ApprovalGate) => (gate = found),
          },
        ],
      },
    ],
    connector: {
      policy: {
        decide: async (facts) =>
          facts.effect.kind === 'read' || !gate ? { effect: 'allow' } : gate.pass(facts, TERMS),
      },
    },
  });
  await portal.platform.connect();
  // The visitors are called ada; who asks from elsewhere has another name.
  approver = await portal.signedIn('/approvals', {
    tenant: 'acme',
    context: { viewport: { width: 360, height: 740 } },
  });
  requester = await portal.visitor();
  await requester.signIn(await portal.link('--tenant', 'acme', '--sub', 'grace'));
});
afterAll(() => portal.close());

const ask = async (email: string) =>
  portal.platform.call('/actions/invites_create/invoke', {
    method: 'POST',
    body: { input: { email, role: 'user' } },
    headers: { authorization: `Bearer ${await signedToken({ sub: 'grace' })}` },
  });

it('shows live what another person asks for, on a phone, and lets one approve it with a note', async () => {
  const { page } = approver;
  await page.getByText('Nothing waits for your decision.').waitFor();
  expect((await ask('new@acme-robotics.example')).status).toBe(202);

  await page.getByText('grace').waitFor();
  const found = await axeFindings(page);
  const wide = await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Note (optional)').fill('Fine.');
  const inDialog = await axeFindings(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText('Nothing waits for your decision.').waitFor();

  expect([found, wide, inDialog]).toEqual([[], false, []]);
  await requester.open('/approvals');
  await requester.page.getByRole('tab', { name: 'Mine' }).click();
  await requester.page.getByText('ada (1 of 1)').waitFor();
  expect((await ask('new@acme-robotics.example')).status).toBe(200);
  await requester.page.getByText('The call was done.').waitFor();
});

it('opens one by its link, which decides nothing, and does not offer to decide to who asks', async () => {
  const { body } = await ask('other@acme-robotics.example');
  const { id } = (body as { error: { approval: { id: string } } }).error.approval;

  await requester.open(`/approvals/${id}`);
  await requester.page.getByText('Who asks for an approval cannot decide it').waitFor();
  expect(await requester.page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);

  await approver.open(`/approvals/${id}`);
  await approver.page.getByRole('button', { name: 'Deny' }).click();
  await approver.page.getByRole('dialog').getByLabel('Note (optional)').fill('Not now.');
  await approver.page.getByRole('dialog').getByRole('button', { name: 'Deny' }).click();
  await requester.page.getByText('ada: Not now.').waitFor();
});

it('approves an edited call', async () => {
  const { body } = await ask('edited@acme-robotics.example');
  const { id } = (body as { error: { approval: { id: string } } }).error.approval;
  const { page } = approver;
  await approver.open(`/approvals/${id}`);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page
    .getByRole('dialog')
    .getByLabel('Input')
    .fill('{"email": "edited@acme-robotics.example", "role": "developer"}');
  await page.getByRole('button', { name: 'Approve as edited' }).click();
  await page.getByText('Edited to').waitFor();
  await page.getByRole('definition').getByRole('link').click();
  await page.getByText('Approved', { exact: true }).waitFor();
});

it('leads from the call to its approval with the name of the object, and from there back to the call', async () => {
  const { page } = requester;
  await requester.open('/integrations/anthropic/actions/workspaces_archive');
  await page.getByRole('combobox', { name: 'Workspace' }).fill(ARCHIVED);
  // The list of suggestions hides the rest of the page.
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /^Run/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive workspace' }).click();
  await page.getByText('Another person has to approve this first').waitFor();
  await page.getByRole('link', { name: 'Open the approval' }).click();
  await page.getByText(`Production (${ARCHIVED})`).waitFor();
  await page.getByRole('button', { name: 'Withdraw' }).waitFor();

  await approver.open(page.url().replace(/.*#/, ''));
  await approver.page.getByText(`Production (${ARCHIVED})`).waitFor();
  await approver.page.getByText('and 1 more').waitFor();
  expect(await approver.page.getByRole('button', { name: 'Withdraw' }).count()).toBe(0);
  await approver.page.getByRole('button', { name: 'Approve', exact: true }).click();
  await approver.page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();

  await page.getByText('Run the call again to use this approval').waitFor();
  await approver.page.getByText('It runs when the one who asked for it repeats the call').waitFor();
  await page.getByRole('link', { name: 'Open the action' }).click();
  await page.getByText(ARCHIVED, { exact: true }).waitFor();
});
