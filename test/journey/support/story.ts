import { DEMO_ORGANIZATION_ID } from 'anthropic-admin-simulator';
import { acceptInvite } from '../../../simulator/src/rules/invites.js';
import type { DropIn } from '../../drop-in/support/boot-drop-in.js';
import { switchOff } from './operator.js';
import type { Answered, Door, Told } from './door.js';

/** What was told at each step, in the order of the story. */
export type Story = Record<string, Told>;

const email = 'grace@example.com';
const report = { starting_at: '2026-11-01T00:00:00Z', ending_at: '2026-11-08T00:00:00Z', limit: 7 };

/** A week of an administrator: somebody comes, works, goes; a key is retired; the money is counted; some things cannot be had. */
export async function live(world: DropIn, door: Door): Promise<Story> {
  const { adminUserId, activeApiKeyId: api_key_id } = world.simulator.demo;
  const story: Story = {};
  const told = (step: string, answered: Answered): Answered => {
    story[step] = answered.told;
    return answered;
  };
  const go = async (step: string, ...call: Parameters<Door['invoke']>): Promise<Answered> =>
    told(step, await door.invoke(...call));

  await go('shows the organization', 'organization_get', {});
  await go('lists the admins', 'users_list', { roles: ['admin'], limit: 5 });

  const invited = await go('invites', 'invites_create', { email, role: 'developer' }, 'invite-grace');
  await go('invites once', 'invites_create', { email, role: 'developer' }, 'invite-grace');
  await go('uses the key again', 'invites_create', { email, role: 'user' }, 'invite-grace');
  await go('writes an address wrong', 'invites_create', { email: 'grace', role: 'user' });
  const user_id = accept(world, idOf(invited));

  const workspace_id = idOf(await go('makes a workspace', 'workspaces_create', { name: 'Lab' }));
  const member = { workspace_id, user_id, workspace_role: 'workspace_developer' };
  await go('adds the member', 'workspace_members_add', member);
  const noWorkspace = await go('deletes the workspace', 'workspaces_delete', { workspace_id });
  told('archives it instead', await takenInstead(noWorkspace));

  await go('turns a key off', 'api_keys_update', { api_key_id, status: 'inactive' });
  const noKey = await go('deletes the key', 'api_keys_delete', { api_key_id });
  told('archives the key instead', await takenInstead(noKey));

  await go('counts the tokens', 'usage_report_messages', { ...report, group_by: ['model'] });
  await go('counts the money', 'cost_report_get', report);

  await go('removes an admin', 'users_remove', { user_id: adminUserId });
  await go('removes the member', 'users_remove', { user_id });
  await go('looks the member up', 'users_get', { user_id });

  await switchOff(world, 'workspaces_create');
  await go('does what is switched off', 'workspaces_create', { name: 'Another' });
  return story;
}

/** What a guest does in a browser. */
function accept({ simulator: { state, clock, ids } }: DropIn, inviteId: string): string {
  return acceptInvite(state.organization(DEMO_ORGANIZATION_ID), inviteId, clock.now(), ids).id;
}

function idOf({ told }: Answered): string {
  if (!told.ok) throw new Error(`refused: ${told.code}`);
  return (told.data as { id: string }).id;
}

function takenInstead({ told, instead }: Answered): Promise<Answered> {
  if (instead) return instead();
  throw new Error(`nothing was offered instead: ${JSON.stringify(told)}`);
}
