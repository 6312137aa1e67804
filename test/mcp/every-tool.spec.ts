import { ACTIONS, type Outcome } from 'anthropic-admin-connector';
import { createAjv } from '../support/ajv.js';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';
import { ERAS, type McpClient } from './support/clients.js';
import { withLandmarks } from './support/landmark-input.js';

/** How the calls fail that do: the demo organization is of another kind, or has no record with the id. All others succeed. */
const FAILURES: Readonly<Record<string, string>> = {
  api_keys_create: 'limited_operation',
  api_keys_delete: 'limited_operation',
  effective_spend_limits_list: 'upstream_invalid_request',
  spend_limit_increase_requests_approve: 'upstream_invalid_request',
  spend_limit_increase_requests_deny: 'upstream_invalid_request',
  spend_limit_increase_requests_get: 'upstream_invalid_request',
  spend_limit_increase_requests_list: 'upstream_invalid_request',
  spend_limits_delete: 'not_found',
  spend_limits_get: 'not_found',
  spend_limits_set: 'upstream_invalid_request',
  telemetry_destination_workspaces_add: 'upstream_invalid_request',
  telemetry_destination_workspaces_remove: 'upstream_invalid_request',
  telemetry_destinations_create: 'upstream_invalid_request',
  users_sign_out: 'upstream_invalid_request',
  workspace_members_get: 'not_found',
  workspace_members_remove: 'not_found',
  workspace_members_update: 'not_found',
  workspace_rate_limits_update: 'not_found',
  workspaces_delete: 'limited_operation',
};

describe.each(ERAS)('with a client of %s', (_, connect) => {
  let mcp: BootedMcp;
  let client: McpClient;
  const validators = new Map<string, (outcome: unknown) => boolean>();

  beforeAll(async () => {
    mcp = await bootMcp();
    client = await mcp.client({ query: '?include=limited,beta', with: connect });
    const ajv = createAjv();
    for (const tool of await client.list()) validators.set(tool.name, ajv.compile(tool.outputSchema ?? {}));
  });
  beforeEach(() => mcp.simulator.reset());
  afterAll(() => mcp.close());

  it('lists one tool for each action', () => {
    expect([...validators.keys()]).toEqual(ACTIONS.map(({ id }) => `anthropic_${id}`));
  });

  it.each(ACTIONS.map(({ id, example }) => [id, example as object] as const))(
    'answers a call of %s with an outcome of the schema that it lists',
    async (id, example) => {
      const { outcome, isError } = await client.call(
        `anthropic_${id}`,
        withLandmarks({ ...example }, mcp.simulator),
      );

      expect(validators.get(`anthropic_${id}`)?.(outcome)).toBe(true);
      expect(isError).toBe(!outcome.ok);
      expect(codeOf(outcome)).toBe(FAILURES[id]);
    },
  );
});

const codeOf = (outcome: Outcome): string | undefined => (outcome.ok ? undefined : outcome.error.code);
