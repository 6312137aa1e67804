import { invalid } from '../errors.js';
import type { Ids } from '../ids.js';
import type { ExternalKey, ProviderConfig } from '../state/external-key.js';
import type { Organization } from '../state/organization.js';
import { checkUserProfile } from './bindings.js';

/** The body of `external_keys.create`. */
export interface NewExternalKey {
  readonly provider_config: ProviderConfig;
  readonly display_name?: string | null | undefined;
  readonly geo: string;
  readonly user_profile_id?: string | null | undefined;
}

/** The body of `external_keys.update`; `geo` has only one value and never changes. */
export interface ExternalKeyChange {
  readonly provider_config?: ProviderConfig | null | undefined;
  readonly display_name?: string | null | undefined;
}

/** The result of validating a key (`ExternalKeyValidateResponse`). */
export interface Validation {
  readonly status: 'failure' | 'success';
  readonly error: string | null;
}

/** Whether a workspace, active or archived, uses the key. */
export function isAttached({ workspaces }: Organization, id: string): boolean {
  return workspaces.find(({ externalKeyId }) => externalKeyId === id) !== undefined;
}

/**
 * Registers a key (external_keys.create).
 *
 * @throws ApiError 400 `user_profile_not_found`.
 */
export function createExternalKey(
  organization: Organization,
  wanted: NewExternalKey,
  now: number,
  ids: Ids,
): ExternalKey {
  const profile = wanted.user_profile_id ?? null;
  if (profile !== null) checkUserProfile(organization, profile);
  return organization.externalKeys.insert({
    id: ids('ekey_'),
    createdAt: now,
    updatedAt: now,
    displayName: wanted.display_name ?? null,
    geo: wanted.geo,
    providerConfig: withRegion(wanted.provider_config),
    userProfileId: profile,
  });
}

/**
 * Updates a key (external_keys.update). Its configuration can change only while no workspace uses the key.
 *
 * @throws ApiError 404, or 400 for a key that is in use, in the workspace policy or on Google Cloud.
 */
export function updateExternalKey(
  organization: Organization,
  id: string,
  change: ExternalKeyChange,
  now: number,
): ExternalKey {
  const key = organization.externalKeys.mustFind(id);
  const config = change.provider_config ? withRegion(change.provider_config) : key.providerConfig;
  if (JSON.stringify(config) !== JSON.stringify(key.providerConfig)) checkReconfigurable(organization, key);
  key.providerConfig = config;
  if (change.display_name !== undefined) key.displayName = change.display_name;
  key.updatedAt = now;
  return key;
}

function checkReconfigurable(organization: Organization, { id, providerConfig }: ExternalKey): void {
  if (providerConfig.type === 'gcp') throw invalid('provider_config: a Google Cloud key cannot be changed');
  if (isAttached(organization, id))
    throw invalid('provider_config: cannot be changed while a workspace uses the key');
  checkPolicy(organization, id);
}

function checkPolicy({ settings }: Organization, id: string): void {
  if (settings.workspacePolicyKeyIds?.includes(id)) {
    throw invalid('The workspace policy allows this external key.', 'external_key_in_workspace_policy');
  }
}

/**
 * Deletes an unused key (external_keys.delete).
 *
 * @throws ApiError 404, or 400 for a key that is in use or in the workspace policy.
 */
export function deleteExternalKey(organization: Organization, id: string): void {
  organization.externalKeys.mustFind(id);
  if (isAttached(organization, id)) throw invalid('The external key is used by a workspace.');
  checkPolicy(organization, id);
  organization.externalKeys.remove(id);
}

/**
 * Validates a key (external_keys.validate); a failure is a result, not an error.
 *
 * @throws ApiError 404.
 */
export function validateExternalKey({ externalKeys, settings }: Organization, id: string): Validation {
  externalKeys.mustFind(id);
  if (settings.failingExternalKeyIds.includes(id))
    return { status: 'failure', error: 'Decryption with the key failed.' };
  if (settings.slowExternalKeyIds.includes(id))
    return { status: 'failure', error: 'The validation of the key timed out.' };
  return { status: 'success', error: null };
}

/** The region of an AWS key defaults to that of its ARN. */
function withRegion(config: ProviderConfig): ProviderConfig {
  if (config.type !== 'aws') return config;
  return { ...config, region: config.region ?? config.kms_arn.split(':')[3] ?? null };
}
