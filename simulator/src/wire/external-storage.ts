import { timestamp } from '../clock.js';
import type { ExternalStorage } from '../state/external-storage.js';
import { statusOf } from '../state/external-storage.js';

/** Serializes external storage (`BetaExternalStorage`). */
export const externalStorageOnWire = (storage: ExternalStorage): object => ({
  id: storage.id,
  type: 'external_storage',
  display_name: storage.displayName,
  provider_config: storage.providerConfig,
  // Only S3 storage is set up from a template.
  setup_template_version: storage.verifiedAt !== null && storage.providerConfig.type === 'aws' ? '1' : null,
  status: statusOnWire(storage),
  user_profile_id: storage.userProfileId,
  created_at: timestamp(storage.createdAt),
  updated_at: timestamp(storage.updatedAt),
});

function statusOnWire(storage: ExternalStorage): object {
  const type = statusOf(storage);
  if (storage.verifiedAt === null) return { type };
  const checked = { type, healthy: true, last_checked_at: timestamp(storage.verifiedAt) };
  return type === 'draining' ? { ...checked, removal_started: storage.removalStarted } : checked;
}
