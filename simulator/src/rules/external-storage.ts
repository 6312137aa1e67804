import { conflict, havingBegun, invalid, unavailable } from '../errors.js';
import type { Ids } from '../ids.js';
import type { ExternalStorage, StorageConfig } from '../state/external-storage.js';
import { statusOf } from '../state/external-storage.js';
import type { Organization } from '../state/organization.js';
import { checkUserProfile } from './bindings.js';

/** The body of `external_storage.create`. */
export interface NewExternalStorage {
  readonly provider_config: StorageConfig;
  readonly display_name?: string | null | undefined;
  readonly user_profile_id?: string | null | undefined;
}

/** Seconds in the `retry-after` of a 503 (assumed). */
const RETRY_AFTER = '5';

/**
 * Registers a bucket that is not verified yet (external_storage.create).
 *
 * @throws ApiError 400, 409 or 503 with the `error_code` in the contract.
 */
export function createExternalStorage(
  organization: Organization,
  { provider_config: config, display_name: name, user_profile_id: profile }: NewExternalStorage,
  now: number,
  ids: Ids,
): ExternalStorage {
  const { settings, externalStorage } = organization;
  checkApproval(organization, config);
  if (settings.externalStorageRegions?.includes(config.region) === false)
    throw invalid(`provider_config.region: ${config.region} is not supported`, 'unsupported_region');
  if (profile != null) checkUserProfile(organization, profile);
  if (externalStorage.find(({ providerConfig }) => isSameBucket(providerConfig, config)))
    throw conflict('This bucket is already registered.', 'storage_already_registered');
  const onAws = settings.claudePlatformOnAws && config.type === 'aws';
  return externalStorage.insert({
    id: onAws ? `arn:aws:s3:::${config.bucket_name}` : ids('estrg_'),
    createdAt: now,
    updatedAt: now,
    displayName: name ?? null,
    providerConfig: config,
    userProfileId: profile ?? null,
    verifiedAt: null,
    attached: false,
    everAttached: false,
    removalStarted: false,
  });
}

/** Names of buckets are unique within a provider. */
const isSameBucket = (one: StorageConfig, other: StorageConfig): boolean =>
  one.type === other.type && one.bucket_name === other.bucket_name;

/**
 * Finds storage by its id, which is an ARN for AWS storage on Claude Platform on AWS.
 *
 * @throws ApiError 404, or 400 `invalid_storage_arn`.
 */
export function findExternalStorage(
  { externalStorage, settings }: Organization,
  id: string,
): ExternalStorage {
  if (settings.claudePlatformOnAws && !/^(?:estrg_|arn:aws[a-z-]*:s3:::)/.test(id))
    throw invalid('external_storage_id: must be the ARN of a bucket or an estrg_ id', 'invalid_storage_arn');
  const storage = externalStorage.mustFind(id);
  if (settings.claudePlatformOnAws && id.startsWith('estrg_') && storage.providerConfig.type === 'aws')
    throw invalid('external_storage_id: AWS storage is named by its bucket ARN', 'invalid_storage_arn');
  return storage;
}

/**
 * Renames storage in any status (external_storage.update).
 *
 * @throws ApiError 404, or 400 `invalid_storage_arn`.
 */
export function renameExternalStorage(
  organization: Organization,
  id: string,
  name: string | null,
  now: number,
): ExternalStorage {
  return Object.assign(findExternalStorage(organization, id), { displayName: name, updatedAt: now });
}

/**
 * Verifies storage that is pending; storage in another status is left as it is, unchecked (external_storage.activate).
 *
 * @throws ApiError 404, or 400 or 503 with the `error_code` in the contract.
 */
export function activateExternalStorage(
  organization: Organization,
  id: string,
  now: number,
): ExternalStorage {
  const storage = findExternalStorage(organization, id);
  if (storage.verifiedAt !== null) return storage;
  checkApproval(organization, storage.providerConfig);
  if (storage.userProfileId !== null) checkUserProfile(organization, storage.userProfileId);
  if (organization.settings.failingStorageBuckets.includes(storage.providerConfig.bucket_name)) {
    const failed = { check: 'versioning', message: 'Turn versioning of the bucket on.', role: null };
    throw invalid('The bucket failed verification; nothing was changed.', 'storage_verification_failed', {
      failed_checks: [failed],
      field: null,
    });
  }
  return Object.assign(storage, { verifiedAt: now, updatedAt: now });
}

/**
 * Deletes storage that holds no data; begins the removal of storage that is draining, and finishes it at the next
 * deletion (external_storage.delete).
 *
 * @throws ApiError 404, or 400 with the `error_code` in the contract.
 */
export function deleteExternalStorage(organization: Organization, id: string): void {
  const storage = findExternalStorage(organization, id);
  if (organization.settings.workspacePolicyStorageIds.includes(id))
    throw invalid('A workspace policy lists this storage.', 'external_storage_in_workspace_policy');
  const status = statusOf(storage);
  if (status === 'active' && storage.everAttached)
    throw invalid('Detach the storage from its workspaces first.', 'external_storage_in_use');
  if (status === 'draining' && !storage.removalStarted) {
    storage.removalStarted = true;
    throw havingBegun(
      invalid('The removal has started. Delete again later to finish it.', 'external_storage_in_use'),
    );
  }
  organization.externalStorage.remove(id);
}

function checkApproval({ settings }: Organization, { type }: StorageConfig): void {
  switch (settings.externalStorageApproval) {
    case 'approved':
      break;
    case 'missing':
      throw invalid('External storage is not approved for this organization.', 'grant_required');
    case 'ineligible':
      throw invalid('External storage is not offered to this organization.', 'organization_not_eligible');
    case 'unreadable':
      throw unavailable(
        'The approval could not be read; nothing was done.',
        'authorization_check_unavailable',
        RETRY_AFTER,
      );
  }
  if (!settings.externalStorageProviders.includes(type))
    throw invalid(`External storage on ${type} is not allowed.`, 'provider_not_allowed');
}
