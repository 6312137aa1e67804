import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import type { McpClient } from '../mcp/support/clients.js';

let platform: BootedMcp;
let client: McpClient;
beforeAll(async () => {
  platform = await bootMcp();
  client = await platform.client();
});
beforeEach(() => platform.simulator.reset());
afterAll(() => platform.close());

const WORKSPACE = { name: 'Research' };
const INCOMPLETE = { kind: 'outcome', error_code: 'workspace_created_incomplete' } as const;

describe('a workspace that was created, but not completely', () => {
  it('is told by REST with its id and the read that shows it', async () => {
    platform.simulator.faults.add(INCOMPLETE);

    const { status, body } = await platform.call('/actions/workspaces_create/invoke', {
      method: 'POST',
      body: { input: WORKSPACE },
    });

    expect(status).toBe(409);
    const id = (body as { error: { upstream: { details: { workspace_id: string } } } }).error.upstream.details
      .workspace_id;
    expect(id).toMatch(/^wrkspc_/);
    expect(body).toMatchObject({
      code: 'change_incomplete',
      error: {
        effect: 'partial',
        retry: { allowed: false, resend: 'never' },
        next: { actionId: 'workspaces_get', input: { workspace_id: id } },
      },
    });
  });

  it("is told by the drop-in in the API's own words, and no client sends it again", async () => {
    platform.simulator.faults.add(INCOMPLETE);

    const { status, headers, body } = await platform.call('/api/v1/organizations/workspaces', {
      method: 'POST',
      body: WORKSPACE,
    });

    expect([status, headers.get('x-should-retry')]).toEqual([503, 'false']);
    expect(body).toMatchObject({
      error: {
        type: 'api_error',
        details: {
          error_code: 'workspace_created_incomplete',
          workspace_id: expect.stringMatching(/^wrkspc_/),
        },
      },
    });
  });

  it('is told to a model in sentences, and to a program as data', async () => {
    platform.simulator.faults.add(INCOMPLETE);

    const { text, outcome } = await client.call('anthropic_workspaces_create', WORKSPACE);

    expect(text).toMatch(
      /^Anthropic made a part of the change: .*\nRun anthropic_workspaces_get to see what was changed\.\nThe arguments of anthropic_workspaces_get: \{"workspace_id":/,
    );
    expect(text).toContain('Do not make the same call again.');
    expect(outcome).toMatchObject({ error: { effect: 'partial', retry: { resend: 'never' } } });
  });
});

describe('what the API says about sending it again', () => {
  it.each([
    ['false', 503, 'users_list', '/api/v1/organizations/users'],
    ['true', 400, 'users_list', '/api/v1/organizations/users'],
  ])('x-should-retry: %s is handed on in every door', async (header, status, action, path) => {
    const shouldRetry = header === 'true';
    const fault = { kind: 'status', status, headers: { 'x-should-retry': header }, times: 'always' } as const;
    platform.simulator.faults.add(fault);

    const rest = await platform.call(`/actions/${action}/invoke`, { method: 'POST', body: {} });
    const dropIn = await platform.call(path);
    const { outcome } = await client.call(`anthropic_${action}`, {});

    const error = { retry: { allowed: shouldRetry }, upstream: { shouldRetry } };
    expect(rest.body).toMatchObject({ error });
    expect(dropIn.headers.get('x-should-retry')).toBe(header);
    expect(outcome).toMatchObject({ error });
  });
});

it('writes the effect of a failed write to the audit', async () => {
  platform.simulator.faults.add(INCOMPLETE);
  await platform.call('/actions/workspaces_create/invoke', { method: 'POST', body: { input: WORKSPACE } });

  const { body } = await platform.call('//v1/audit?limit=1');

  expect(JSON.stringify(body)).toContain('"effect":"partial"');
});
