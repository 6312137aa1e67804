import { timestamp } from '../clock.js';
import { isAttached } from '../rules/external-keys.js';
import type { ExternalKey } from '../state/external-key.js';
import type { Organization } from '../state/organization.js';

/** Serializes an external key (`ExternalKey`). */
export const externalKeyOnWire = (organization: Organization, key: ExternalKey): object => ({
  id: key.id,
  type: 'external_key',
  display_name: key.displayName,
  geo: key.geo,
  provider_config: key.providerConfig,
  attachment: { type: isAttached(organization, key.id) ? 'attached' : 'unattached' },
  user_profile_id: key.userProfileId,
  created_at: timestamp(key.createdAt),
  updated_at: timestamp(key.updatedAt),
});
