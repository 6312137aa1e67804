import { DEMO_ADMIN_KEY, ENTERPRISE_ADMIN_KEY } from 'anthropic-admin-simulator';
import type { BootedSdk as BootedWhole } from '../simulator/support/sdk.js';
import { OPERATIONS } from './contract.js';

/** What the suite needs of a booted SDK, whatever it is pointed at. */
export type BootedSdk = Pick<BootedWhole, 'client' | 'organization' | 'beta' | 'answered' | 'demo'>;

const KEY = { type: 'gcp', key_name: 'projects/p/locations/us/keyRings/r/cryptoKeys/k' } as const;
const BUCKET = { type: 'gcp', project_number: '1', bucket_name: 'one', region: 'us-east5' } as const;
const RANGE = { starting_at: '2026-11-12T00:00:00Z', ending_at: '2026-11-13T00:00:00Z' };

/** Both faces of the SDK have these. */
type Face = BootedSdk['organization'] | BootedSdk['beta'];

async function people({ demo }: BootedSdk, face: Face): Promise<void> {
  await face.retrieve();
  await face.users.list();
  await face.users.retrieve(demo.userUserId);
  await face.users.update(demo.userUserId, { role: 'developer' });
  await face.users.remove(demo.userUserId);
  const { id } = await face.invites.create({ email: 'someone@acme-robotics.example', role: 'user' });
  await face.invites.retrieve(id);
  await face.invites.list();
  await face.invites.delete(id);
}

async function places({ demo }: BootedSdk, face: Face): Promise<void> {
  await face.workspaces.list();
  const { id: workspace_id } = await face.workspaces.create({ name: 'One' });
  await face.workspaces.retrieve(workspace_id);
  await face.workspaces.update(workspace_id, { name: 'Two' });
  const member = { user_id: demo.developerUserId, workspace_role: 'workspace_user' } as const;
  await face.workspaces.members.add(workspace_id, member);
  await face.workspaces.members.list(workspace_id);
  await face.workspaces.members.retrieve(demo.developerUserId, { workspace_id });
  const change = { workspace_id, workspace_role: 'workspace_admin' } as const;
  await face.workspaces.members.update(demo.developerUserId, change);
  await face.workspaces.members.remove(demo.developerUserId, { workspace_id });
  const [limit] = (await face.rateLimits.list()).data;
  await face.workspaces.rateLimits.list(workspace_id);
  await face.workspaces.rateLimits.update(limit?.id ?? '', { workspace_id, limits: [] });
  await face.workspaces.archive(workspace_id);
}

async function keys({ demo }: BootedSdk, face: Face): Promise<void> {
  await face.apiKeys.list();
  await face.apiKeys.retrieve(demo.activeApiKeyId);
  await face.apiKeys.update(demo.activeApiKeyId, { status: 'inactive' });
  const { id } = await face.externalKeys.create({ provider_config: KEY });
  await face.externalKeys.list();
  await face.externalKeys.retrieve(id);
  await face.externalKeys.update(id, { display_name: 'K' });
  await face.externalKeys.validate(id);
  await face.externalKeys.delete(id);
  await face.complianceSettings.retrieve();
  await face.complianceSettings.update({ state: { type: 'disabled' } });
}

async function betas({ beta, demo }: BootedSdk): Promise<void> {
  const { webhooks, telemetryDestinations: telemetry, analytics, spendLimits, externalStorage } = beta;
  const { id: bucket } = await externalStorage.create({ provider_config: BUCKET });
  await externalStorage.list();
  await externalStorage.retrieve(bucket);
  await externalStorage.update(bucket, { display_name: 'B' });
  await externalStorage.activate(bucket);
  await externalStorage.delete(bucket);
  await beta.providers.google.projects.dataControls.retrieve(demo.googleProjectNumber);
  const { id: hook } = await webhooks.create({
    url: 'https://a.example',
    enabled_events: ['external_key.failed'],
  });
  await webhooks.list();
  await webhooks.retrieve(hook);
  await webhooks.update(hook, { name: 'H' });
  await webhooks.regenerateSigningSecret(hook);
  await webhooks.delete(hook);
  const covered = { endpoint_url: 'https://o.example', workspaces: { type: 'include' } } as const;
  const { id: destination_id } = await telemetry.create(covered);
  await telemetry.list();
  await telemetry.retrieve(destination_id);
  await telemetry.update(destination_id, { display_name: 'D' });
  await telemetry.test(destination_id);
  await telemetry.workspaces.add(demo.productionWorkspaceId, { destination_id });
  await telemetry.workspaces.list(destination_id);
  await telemetry.workspaces.remove(demo.productionWorkspaceId, { destination_id });
  await telemetry.delete(destination_id);
  await analytics.usage.list(RANGE);
  await analytics.cost.list(RANGE);
  const { id: limit } = await spendLimits.set({ scope: { type: 'organization' }, amount: '1' });
  await spendLimits.list();
  await spendLimits.retrieve(limit);
  await spendLimits.delete(limit);
}

async function enterprise({ beta }: BootedSdk, face: Face): Promise<void> {
  const { effective, increaseRequests } = face.spendLimits;
  const [member] = (await beta.users.list({ roles: ['user'] })).data;
  await beta.users.signOut(member?.id ?? '');
  await effective.list();
  const [first, second] = (await increaseRequests.list()).data;
  await increaseRequests.retrieve(first?.id ?? '');
  await increaseRequests.approve(first?.id ?? '', { amount: '1' });
  await increaseRequests.deny(second?.id ?? '', {});
}

async function reports({ client }: BootedSdk): Promise<void> {
  await client.get('/v1/organizations/usage_report/messages', { query: RANGE });
  await client.get('/v1/organizations/usage_report/claude_code', { query: { starting_at: '2026-11-12' } });
  await client.get('/v1/organizations/cost_report', { query: RANGE });
}

/** Calls every operation of the contract through both faces of the SDK; each answer is held against its schema. */
export function sdkCallsEveryOperation(bootSdk: (adminKey: string) => Promise<BootedSdk>): void {
  it.each(['organization', 'beta'] as const)(
    'answers every operation of the contract through client.%s, each as its schema says',
    async (name) => {
      const demo = await bootSdk(DEMO_ADMIN_KEY);
      const initech = await bootSdk(ENTERPRISE_ADMIN_KEY);

      await people(demo, demo[name]);
      await places(demo, demo[name]);
      await keys(demo, demo[name]);
      await betas(demo);
      await reports(demo);
      await enterprise(initech, initech[name]);

      const answered = new Set([...demo.answered, ...initech.answered]);
      expect([...answered].sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
    },
  );
}
