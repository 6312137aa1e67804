import {
  ActionHalfDone,
  ActionRefusal,
  ActionUnfit,
  action,
  msg,
  type ComposedHandler,
} from '../../kit/catalog/index.js';
import type { OrganizationInvite } from '../api-types.generated.js';
import type { InviteIdInput } from './invites.inputs.js';

/**
 * Replaces an invite with a new one, valid for 21 days, for the same person, role and groups; a pending invite is withdrawn first.
 * @throws ActionRefusal if the invite was accepted.
 * @throws ActionUnfit if the response to the look-up cannot be used; nothing was withdrawn then.
 * @throws ActionHalfDone if the old invite was withdrawn but the new one could not be created.
 */
export const reissueInvite: ComposedHandler<InviteIdInput> = async ({ invite_id }, steps) => {
  const old = (await steps.run('invites_get', { invite_id })) as OrganizationInvite;
  if (old.id !== invite_id)
    throw new ActionUnfit(`The response to invites_get is not of the invite ${invite_id}.`);
  if (old.status === 'accepted') {
    throw new ActionRefusal(
      `Invite ${invite_id} was accepted${old.accepted_at === null ? '' : ` at ${old.accepted_at}`}: the person is already a member.`,
      msg`Find the member with ${action('users_list')} and the e-mail address; change the role with ${action('users_update')}.`,
      { actionId: 'users_list', input: { email: old.email } },
    );
  }

  const fresh = { email: old.email, role: old.role, ...groupsOf(old) };
  steps.check('invites_create', fresh);
  await steps.allow('invites_create', fresh);
  if (old.status !== 'pending') return steps.run('invites_create', fresh);

  await steps.run('invites_delete', { invite_id });
  try {
    return await steps.run('invites_create', fresh);
  } catch (failure) {
    throw new ActionHalfDone(`The pending invite ${invite_id} was withdrawn`, failure, {
      actionId: 'invites_create',
      input: fresh,
    });
  }
};

function groupsOf({ rbac_group_ids = [] }: OrganizationInvite): { rbac_group_ids?: string[] } {
  return rbac_group_ids.length > 0 ? { rbac_group_ids } : {};
}
