import { invalid } from '../errors.js';
import type { Workspace } from '../state/entities.js';
import type { Organization } from '../state/organization.js';

/**
 * Binds a workspace to a user profile, once (workspaces.update).
 *
 * @throws ApiError 400 if it is bound to another one, or `user_profile_not_found`.
 */
export function bindUserProfile(
  organization: Organization,
  { userProfileId }: Workspace,
  wanted: string | null | undefined,
): string | null {
  if (wanted == null || wanted === userProfileId) return userProfileId;
  if (userProfileId !== null) throw invalid('user_profile_id: cannot be changed once it is set');
  checkUserProfile(organization, wanted);
  return wanted;
}

/**
 * Checks that a user profile exists.
 *
 * @throws ApiError 400 `user_profile_not_found`.
 */
export function checkUserProfile({ settings }: Organization, id: string): void {
  if (!settings.userProfileIds.includes(id)) {
    throw invalid(`user_profile_id: user profile ${id} not found`, 'user_profile_not_found');
  }
}

/**
 * Binds a workspace to an external key, once (workspaces.update). The workspace policy must allow the key,
 * and the key must have the same user profile and pass validation.
 *
 * @throws ApiError 400 with the `error_code` in the contract; that of an unknown key is assumed.
 */
export function bindExternalKey(
  { externalKeys, settings }: Organization,
  { externalKeyId }: Workspace,
  wanted: string | null | undefined,
  userProfileId: string | null,
): string | null {
  if (wanted == null || wanted === externalKeyId) return externalKeyId;
  if (externalKeyId !== null) throw invalid('external_key_id: cannot be changed once it is set');
  if (settings.workspacePolicyKeyIds?.includes(wanted) === false) {
    const field = { field: 'external_key_id' };
    throw invalid(
      'The workspace policy does not allow this external key.',
      'workspace_policy_violation',
      field,
    );
  }
  const key = externalKeys.get(wanted);
  if (!key || settings.failingExternalKeyIds.includes(wanted)) {
    throw invalid('The external key could not be validated.', 'external_key_validation_failed');
  }
  if (settings.slowExternalKeyIds.includes(wanted)) {
    throw invalid('The validation of the external key timed out.', 'external_key_validation_timed_out');
  }
  if (key.userProfileId !== userProfileId) {
    throw invalid('The external key is bound to another user profile.', 'key_profile_mismatch');
  }
  return wanted;
}
