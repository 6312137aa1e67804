import { OPERATIONS } from '../support/contract.js';
import { boot, demoOrganization } from './support/boot.js';

interface Coded {
  readonly errors: readonly { readonly error_code: string }[];
}

const EXAMPLES: Readonly<Record<string, object>> = {
  'api_keys.update': {},
  'compliance_settings.update': { state: 'enabled' },
  'external_keys.create': { provider_config: { type: 'gcp', key_name: 'k' } },
  'external_storage.create': {
    provider_config: { type: 'gcp', project_number: '1', bucket_name: 'abc', region: 'us-east5' },
  },
  'external_storage.update': { display_name: null },
  'invites.create': { email: 'a@b.example', role: 'user' },
  'spend_limits.set': { amount: '1', scope: { type: 'organization' } },
  'spend_limits.increase_requests.approve': { amount: '1' },
  'telemetry_destinations.create': { endpoint_url: 'https://a.example', workspaces: { type: 'all' } },
  'users.update': { role: 'user' },
  'webhooks.create': { url: 'https://a.example', enabled_events: ['external_key.failed'] },
  'workspaces.create': { name: 'A' },
  'workspaces.members.add': { user_id: 'u', workspace_role: 'workspace_user' },
  'workspaces.members.update': { workspace_role: 'workspace_user' },
  'workspaces.rate_limits.update': { limits: [] },
};

it('refuses exactly the writes that the contract says while nothing may leave the sandbox', async () => {
  const booted = await boot();
  demoOrganization(booted).settings.sandboxEgressRestricted = true;
  const refused: string[] = [];

  for (const { id, method, path, beta_headers } of OPERATIONS) {
    const { body } = await booted.ask(method, path.replaceAll(/\{\w+\}/g, 'some_id'), {
      headers: { 'anthropic-beta': beta_headers.required.join(',') },
      ...(method === 'POST' ? { body: EXAMPLES[id] ?? {} } : {}),
    });
    if (body.error?.details?.error_code === 'sandbox_egress_restricted') refused.push(id);
  }

  const documented = OPERATIONS.filter((operation) =>
    (operation as unknown as Coded).errors.some(
      ({ error_code: code }) => code === 'sandbox_egress_restricted',
    ),
  );
  expect(refused.sort()).toEqual(documented.map(({ id }) => id).sort());
});
