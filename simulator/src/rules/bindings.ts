import { invalid } from '../errors.js';
import type { Workspace } from '../state/entities.js';
import type { Organization } from '../state/organization.js';

/**
 * Binds a workspace to a user profile, once (workspaces.update).
 *
 * @throws ApiError 400 when it is bound to another one, or `user_profile_not_found`.
 */
export function bindUserProfile(
  { settings }: Organization,
  { userProfileId }: Workspace,
  wanted: string | null | undefined,
): string | null {
  if (wanted == null || wanted === userProfileId) return userProfileId;
  if (userProfileId !== null) throw invalid('user_profile_id: cannot be changed once it is set');
  if (!settings.userProfileIds.includes(wanted)) {
    throw invalid(`user_profile_id: no user profile ${wanted}`, 'user_profile_not_found');
  }
  return wanted;
}

/**
 * Binds a workspace to an external key, once (workspaces.update).
 *
 * @throws ApiError 400 when it is bound to another one, or the key is unknown (code assumed).
 */
export function bindExternalKey(
  _organization: Organization,
  { externalKeyId }: Workspace,
  wanted: string | null | undefined,
  _profile: string | null | undefined,
): string | null {
  if (wanted == null || wanted === externalKeyId) return externalKeyId;
  if (externalKeyId !== null) throw invalid('external_key_id: cannot be changed once it is set');
  throw invalid(`external_key_id: no external key ${wanted}`, 'external_key_validation_failed');
}
