import type { Page } from 'playwright-core';
import { ApprovalGate } from '../../../platform/src/approvals/approval-gate.js';
import { TERMS } from '../../approvals/support/boot-approvals.js';
import { axeFindings } from './support/axe.js';
import { bootPortal, type BootedPortal } from './support/boot-portal.js';
import type { Visitor } from './support/visitor.js';

const TENANT = 'undoing';
const CHANGE = 'Change the role of a member';

let portal: BootedPortal;
let visitor: Visitor;
let reader: Visitor;
let user_id: string;
let gate: ApprovalGate | undefined;
let isGoverned = false;

/** The first entry of a write of this title; plans have entries of their own. */
const written = (page: Page, title: string) =>
  page.getByRole('row').filter({ hasText: 'Succeeded' }).getByRole('button', { name: title }).last();

const invoke = (action: string, input: object): Promise<unknown> =>
  portal.platform.call(`/actions/${action}/invoke`, { method: 'POST', body: { input }, tenant: TENANT });

const roleNow = async (): Promise<string> => {
  const { data } = (await portal.platform
    .call('/actions/users_get/invoke', {
      method: 'POST',
      body: { input: { user_id } },
      tenant: TENANT,
    })
    .then(({ body }) => body)) as { data: { role: string } };
  return data.role;
};

beforeAll(async () => {
  portal = await bootPortal({
    env: { AUDIT_RECORD_BEFORE: 'on' },
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
          isGoverned && gate && facts.effect.kind !== 'read' ? gate.pass(facts, TERMS) : { effect: 'allow' },
      },
    },
  });
  await portal.platform.connect(TENANT);
  user_id = portal.platform.simulator.demo.userUserId;
  await invoke('users_update', { user_id, role: 'developer' });
  await invoke('invites_create', { email: 'undo@acme-robotics.example', role: 'user' });
  visitor = await portal.signedIn('/activity', { tenant: TENANT });
  reader = await portal.signedIn('/activity', {
    tenant: TENANT,
    permissions: 'anthropic:read,anthropic:audit:read',
  });
});
afterAll(() => portal.close());

it('shows what was there before a write, and offers to undo it to who may', async () => {
  const { page } = reader;

  await written(page, CHANGE).click();
  await page.getByRole('region', { name: 'Before' }).getByText('"role": "user"').waitFor();

  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
});

it('says of a write that nothing that restores it was recorded', async () => {
  const { page } = visitor;

  await written(page, 'Invite a person').click();
  await page.getByText('nothing that restores what was there before was recorded').waitFor();

  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  await page.keyboard.press('Escape');
});

it('leads to the approval where undoing takes one', async () => {
  const { page } = visitor;
  isGoverned = true;
  await written(page, CHANGE).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Another person has to approve this first').waitFor();
  isGoverned = false;

  await page.getByRole('link', { name: 'Open the approval' }).click();
  await page.getByText('Who asks for an approval cannot decide it').waitFor();

  await visitor.open('/activity');
});

it('undoes a write after it has shown what that does, once', async () => {
  const { page } = visitor;
  const entry = written(page, CHANGE);
  await entry.click();
  const opened = await axeFindings(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByText(/ changes from .+ to .+/).waitFor();
  const asked = await axeFindings(page);
  const before = await roleNow();
  await question.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Undone').waitFor();
  const after = await roleNow();
  await page.keyboard.press('Escape');

  await entry.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The object has changed since, so it is not restored.').waitFor();

  expect([opened, asked, before, after]).toEqual([[], [], 'developer', 'user']);
});
