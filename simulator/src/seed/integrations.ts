import { DAY, HOUR } from '../clock.js';
import type { ProviderConfig } from '../state/external-key.js';
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

/** Adds two external keys, one of them in use, a user profile, a telemetry destination and a webhook. */
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
