import { DEMO_ORGANIZATION_ID } from 'anthropic-admin-simulator';
import { acceptInvite } from '../../simulator/src/rules/invites.js';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';
import { REVISIONS, type McpClient } from './support/clients.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
beforeEach(() => mcp.simulator.reset());
afterAll(() => mcp.close());

/** What a guest does in a browser. */
function accept(inviteId: string): string {
  const { state, clock, ids } = mcp.simulator;
  return acceptInvite(state.organization(DEMO_ORGANIZATION_ID), inviteId, clock.now(), ids).id;
}

/** The data of a call that has to succeed. */
async function data(client: McpClient, name: string, input: object): Promise<{ id: string }> {
  const { outcome, text } = await client.call(`anthropic_${name}`, input);
  if (!outcome.ok) throw new Error(text);
  return outcome.data;
}

describe.each(REVISIONS)('with a client of %s', (revision, connect) => {
  it('a person is invited, accepts, is moved into a workspace and removed', async () => {
    const client = await mcp.client({ with: connect });
    const { productionWorkspaceId: workspace_id } = mcp.simulator.demo;
    const email = 'grace@example.com';

    const invite = await data(client, 'invites_create', { email, role: 'developer' });
    const user_id = accept(invite.id);
    const member = { workspace_id, user_id };
    await data(client, 'workspace_members_add', { ...member, workspace_role: 'workspace_user' });
    const moved = await data(client, 'workspace_members_update', {
      ...member,
      workspace_role: 'workspace_developer',
    });
    const removed = await data(client, 'users_remove', { user_id });

    expect(client.revision).toBe(revision);
    expect(moved).toMatchObject({ ...member, workspace_role: 'workspace_developer' });
    expect(removed).toEqual({ id: user_id, type: 'user_deleted' });
    expect(await data(client, 'users_list', { email })).toMatchObject({ data: [] });
  });
});
