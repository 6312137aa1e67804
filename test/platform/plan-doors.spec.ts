import Anthropic from '@anthropic-ai/sdk';
import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import { signedToken } from './support/tokens.js';

let platform: BootedMcp;
let workspace: string;
let path: string;
beforeAll(async () => {
  platform = await bootMcp();
  workspace = platform.simulator.demo.productionWorkspaceId;
  path = `/api/v1/organizations/workspaces/${workspace}/archive`;
});
beforeEach(() => platform.simulator.journal.clear());
afterEach(() => expect(asked().filter((one) => !one.startsWith('GET '))).toEqual([]));
afterAll(() => platform.close());

const asked = (): string[] =>
  platform.simulator.journal.entries().map(({ method, path: of }) => `${method} ${of}`);

const rest = (body: object, options: object = {}) =>
  platform.call('/actions/workspaces_archive/plan', { method: 'POST', body, ...options });

interface Plan {
  readonly digest: string;
  readonly consequences: readonly { readonly text: string; readonly count?: number }[];
}

async function restPlan(): Promise<Plan> {
  const { status, body } = await rest({ input: { workspace_id: workspace } });
  expect(status).toBe(200);
  return (body as { data: Plan }).data;
}

it('says by REST what a call would do, and runs nothing', async () => {
  const plan = await restPlan();

  expect(plan).toMatchObject({
    method: 'POST',
    path: `/v1/organizations/workspaces/${workspace}/archive`,
    before: { name: 'Production' },
    final: [expect.stringContaining('cannot be restored')],
    digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(plan.consequences.map(({ text }) => text).join('\n')).toMatch(
    /3 API keys stop working.*\n[^]*members lose access to the workspace\./,
  );
});

it('says the same by MCP', async () => {
  const client = await platform.client();

  const { text, outcome } = await client.call('anthropic_workspaces_archive', {
    workspace_id: workspace,
    dry_run: 'plan',
  });

  const { digest } = await restPlan();
  expect(outcome).toMatchObject({ ok: true, data: { digest }, meta: { dryRun: true } });
  expect(text).toContain('A dry run: nothing was changed. consequences say what the call would do');
});

it('says the same to a client of the API that sends x-dry-run: plan', async () => {
  const client = new Anthropic({
    baseURL: new URL('/v1/connectors/anthropic/api', platform.url).href,
    apiKey: await signedToken({ permissions: ['anthropic:*'] }),
  });

  const plan = await client.post<Plan>(`/v1/organizations/workspaces/${workspace}/archive`, {
    headers: { 'x-dry-run': 'plan' },
  });
  const request = await client.post(`/v1/organizations/workspaces/${workspace}/archive`, {
    headers: { 'x-dry-run': 'true' },
  });

  expect(plan.digest).toBe((await restPlan()).digest);
  expect(request).toEqual({ method: 'POST', path: `/v1/organizations/workspaces/${workspace}/archive` });
});

it('refuses another value of x-dry-run, because the call must not run', async () => {
  const { status, body } = await platform.call(path, { method: 'POST', headers: { 'x-dry-run': 'yes' } });

  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: { message: expect.stringContaining('x-dry-run must be true, false or plan') as string },
  });
});

it('refuses other fields, and a caller who may not run the action', async () => {
  const reader = await signedToken({ permissions: ['anthropic:read'] });

  const unknown = await rest({ input: { workspace_id: workspace }, dry_run: true });
  const refused = await rest(
    { input: { workspace_id: workspace } },
    { headers: { authorization: `Bearer ${reader}` } },
  );

  expect(unknown.status).toBe(422);
  expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'permission_missing']);
});

it('answers the failures of a dry run', async () => {
  const { status, body } = await rest({ input: { workspace_id: 'wrkspc_none' } });

  expect([status, (body as { code: string }).code]).toEqual([404, 'not_found']);
});
