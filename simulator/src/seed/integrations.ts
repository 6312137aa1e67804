import { DAY, HOUR, timestamp } from '../clock.js';
import type { ProviderConfig } from '../state/external-key.js';
import type { StorageConfig, StorageStatus } from '../state/external-storage.js';
import type { SeedContext } from './context.js';

const AWS_KEY: ProviderConfig = {
  type: 'aws',
  kms_arn: 'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  region: 'us-east-1',
};

const GCP_KEY: ProviderConfig = {
  type: 'gcp',
  key_name: 'projects/acme/locations/us/keyRings/claude/cryptoKeys/spare',
};

const AWS_BUCKET: StorageConfig = {
  type: 'aws',
  account_id: '111122223333',
  bucket_name: 'acme-retention-ohio',
  region: 'us-east-2',
};

const GCP_BUCKET: StorageConfig = {
  type: 'gcp',
  project_number: '123456789012',
  bucket_name: 'acme-old-retention',
  region: 'us-east5',
};

const SPARE_BUCKET: StorageConfig = { ...AWS_BUCKET, bucket_name: 'acme-retention-spare' };

/**
 * Adds two external keys, one of them in use, a user profile, a telemetry destination, a webhook, external storage
 * that is in use, draining and pending, and a Google Cloud project.
 */
export function seedIntegrations(context: SeedContext): void {
  const { organization, ids } = context;
  const legal = organization.workspaces.find(({ name }) => name === 'Legal Review');
  const used = seedExternalKey(context, 'Legal documents', AWS_KEY, 290);
  seedExternalKey(context, 'Spare', GCP_KEY, 12);
  if (legal) legal.externalKeyId = used;
  organization.settings.userProfileIds = [ids('uprof_')];
  organization.complianceState = 'enabled';
  seedDestination(context);
  seedWebhook(context);
  seedStorage(context, 'Old retention', GCP_BUCKET, 'draining');
  seedStorage(context, 'Ohio retention', AWS_BUCKET, 'active');
  seedStorage(context, 'Spare retention', SPARE_BUCKET, 'pending_configuration');
  seedGoogleProject(context, used);
}

function seedExternalKey(
  { organization, ids, today }: SeedContext,
  displayName: string,
  providerConfig: ProviderConfig,
  daysAgo: number,
): string {
  const createdAt = today - daysAgo * DAY + 9 * HOUR;
  const facts = { createdAt, updatedAt: createdAt, geo: 'us', userProfileId: null };
  return organization.externalKeys.insert({ id: ids('ekey_'), displayName, providerConfig, ...facts }).id;
}

function seedDestination({ organization, ids, today }: SeedContext): void {
  const createdAt = today - 45 * DAY + 15 * HOUR;
  organization.telemetryDestinations.insert({
    id: ids('tdst_'),
    createdAt,
    updatedAt: createdAt,
    displayName: 'Collector',
    endpointUrl: 'https://otel.acme-robotics.example',
    headers: { authorization: 'Bearer not-a-secret' },
    disabledReason: null,
    traces: { content_mode: 'metadata_only', enabled: true, endpoint_url: null, max_content_bytes: null },
    coverage: 'all',
    listed: [],
    testedAt: null,
  });
}

function seedWebhook({ organization, ids, today }: SeedContext): void {
  const createdAt = today - 30 * DAY + 13 * HOUR;
  organization.webhooks.insert({
    id: ids('whe_'),
    createdAt,
    updatedAt: createdAt,
    name: 'Key watch',
    description: '',
    url: 'https://hooks.acme-robotics.example/anthropic',
    enabledEvents: ['external_key.failed', 'external_key.recovered'],
    state: 'enabled',
    disabledReason: '',
    signingSecret: ids('whsec_'),
  });
}

function seedStorage(
  { organization, ids, today }: SeedContext,
  displayName: string,
  providerConfig: StorageConfig,
  status: StorageStatus,
): void {
  const createdAt = today - 20 * DAY + 11 * HOUR;
  const isVerified = status !== 'pending_configuration';
  const facts = {
    createdAt,
    updatedAt: createdAt,
    verifiedAt: isVerified ? createdAt + HOUR : null,
    userProfileId: null,
  };
  const use = { attached: status === 'active', everAttached: isVerified, removalStarted: false };
  organization.externalStorage.insert({ id: ids('estrg_'), displayName, providerConfig, ...facts, ...use });
}

function seedGoogleProject({ organization, today }: SeedContext, externalKeyId: string): void {
  const validatedAt = timestamp(today - 10 * DAY);
  organization.googleProjects.insert({
    id: '123456789012',
    updatedAt: today - 10 * DAY,
    cmek: {
      type: 'enabled',
      external_key_ids: { 'us-east5': externalKeyId },
      retired_keys: [],
      status: {
        'us-east5': {
          type: 'active',
          effective_external_key_id: externalKeyId,
          error: null,
          last_checked_at: validatedAt,
          validated_at: validatedAt,
        },
      },
    },
    storage: { type: 'disabled', retired_buckets: [] },
  });
}
