import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { AcmeModule } from '../../examples/second-connector/src/acme.module.js';
import { ACME_KEY, startFakeAcme, type FakeAcme } from '../../examples/second-connector/src/fake-acme.js';
import { EXPORT_NAMES } from '../../platform/src/exports/exporters.js';
import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import type { Answer } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';

const SCOPES = ['acme:read', 'acme:write', 'acme:destructive'];
const PHRASE = 'correct horse battery staple';

let api: FakeAcme;
let dataDir: string;
let platform: BootedMcp;
beforeAll(async () => {
  api = await startFakeAcme();
  dataDir = await mkdtemp(join(tmpdir(), 'second-connector-'));
  process.env['ACME_BASE_URL'] = api.url;
  platform = await bootMcp({ modules: [AcmeModule], env: { DATA_DIR: dataDir } }).finally(
    () => delete process.env['ACME_BASE_URL'],
  );
  await save(ACME_KEY);
});
afterAll(async () => {
  await platform.close();
  await api.close();
  await rm(dataDir, { recursive: true, force: true });
});

const acme = (path: string, method = 'GET', body?: unknown, headers = {}): Promise<Answer> =>
  platform.call(`//v1/connectors/acme${path}`, { method, body, headers });
const save = (api_key: string, name = 'default') => acme(`/connections/${name}`, 'PUT', { api_key });
const invoke = (action: string, input: object, headers = {}) =>
  acme(`/actions/${action}/invoke`, 'POST', { input }, headers);

it('is mounted beside Anthropic by adding its module', async () => {
  const { body } = await platform.call('//v1/connectors');

  expect(body).toMatchObject({
    data: [
      { id: 'acme', name: 'Acme Cloud', actionCount: 6 },
      { id: 'anthropic', name: 'Anthropic (Claude) Admin API' },
    ],
  });
});

describe('a connection', () => {
  it('is saved with a valid key, for this connector alone', async () => {
    const { status, body } = await acme('/connections/default');

    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        name: 'default',
        state: 'active',
        organization: { id: 'acc_0001', name: 'Acme Robotics' },
        keyPreview: 'acme_sk_…c2ds',
      }),
    ]);
    expect((await platform.call('/connections/default')).body).toMatchObject({
      keyPreview: expect.stringMatching(/^sk-ant-admin01-/),
    });
  });

  it('is refused with the key of another vendor, or with one that its API does not accept', async () => {
    expect(await save('sk-ant-admin01-of-another-vendor', 'other')).toMatchObject({
      status: 422,
      body: { error: { issues: [{ path: 'api_key', rule: 'not_an_admin_key' }] } },
    });
    expect(await save(`acme_sk_${'0'.repeat(24)}`, 'other')).toMatchObject({
      body: { code: 'credential_rejected', error: { issues: [{ rule: 'key_unknown' }] } },
    });
    expect(await acme('/connections/other')).toMatchObject({
      status: 404,
      body: { error: { fix: 'Save one with PUT and {"api_key": "acme_sk_…"}.' } },
    });
  });

  it('has no name that looks like its key', async () => {
    expect((await save(ACME_KEY, ACME_KEY)).status).toBe(422);
  });
});

describe('an invocation', () => {
  it('answers with the outcome', async () => {
    expect(await invoke('robots_get', { robot_id: 'rbt_0001' })).toMatchObject({
      status: 200,
      body: { ok: true, data: { name: 'backup' }, meta: { organizationId: 'acc_0001' } },
    });
  });

  it('answers with a problem where its API reports an error', async () => {
    expect(await invoke('robots_get', { robot_id: 'rbt_9999' })).toMatchObject({
      status: 404,
      body: { code: 'not_found', error: { upstream: { code: 'robot_not_found' } } },
    });
  });

  it('answers a limitation with what to run instead', async () => {
    const { status, body } = await invoke('robots_suspend', { robot_id: 'rbt_0001' });

    expect([status, body]).toEqual([
      409,
      expect.objectContaining({
        code: 'limited_operation',
        error: expect.objectContaining({
          fix: 'Run robots_update with state "suspended".',
          limitation: expect.objectContaining({
            alternative: { actionId: 'robots_update', input: { robot_id: 'rbt_0001', state: 'suspended' } },
          }),
        }),
      }),
    ]);
  });

  it('stores no token for repeats', async () => {
    const create = () =>
      invoke('robots_create', { name: 'courier', contact: 'ada@example.com' }, { 'idempotency-key': 'once' });

    expect((await create()).body).toMatchObject({
      data: { robot_token: expect.stringMatching(/^acme_rt_/) },
    });
    expect((await create()).body).toMatchObject({
      data: { robot_token: '[shown once, not stored]' },
      meta: { replayed: true },
    });
  });
});

describe('its MCP tools', () => {
  it('are listed and called under its id, with scopes of its own', async () => {
    const client = await platform.client({ scopes: SCOPES });

    const tools = await client.list();
    const { outcome } = await client.call('acme_robots_list', { page_size: 2 });

    expect(tools.map(({ name }) => name)).toEqual([
      'acme_robots_list',
      'acme_robots_get',
      'acme_robots_create',
      'acme_robots_update',
      'acme_robots_delete',
    ]);
    expect(outcome).toMatchObject({ ok: true, page: { next: { page_token: 'from_2' } } });
  });

  it('need no scope of another connector, and give none', async () => {
    const reader = await platform.client({ scopes: ['acme:read'] });

    expect((await reader.list()).map(({ name }) => name)).toEqual(['acme_robots_list', 'acme_robots_get']);
    expect(
      (
        await platform.post(
          { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'anthropic_users_list' } },
          { scopes: SCOPES },
        )
      ).status,
    ).toBe(403);
  });

  it('are offered by its packs', async () => {
    const client = await platform.client({ scopes: SCOPES, query: '?pack=access' });

    expect(await client.list()).toHaveLength(5);
  });

  it('say in their own names what to call instead', async () => {
    const client = await platform.client({ scopes: SCOPES });

    const { isError, text } = await client.call('acme_robots_suspend', { robot_id: 'rbt_0002' });

    expect(isError).toBe(true);
    expect(text).toContain('Run acme_robots_update with state "suspended".');
  });

  it('are introduced to a model', async () => {
    const response = await platform.post({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 't', version: '1' } },
    });

    const text = await response.text();
    expect(text).toContain('Tools named acme_...: Reads and manages the robots of an Acme Cloud account');
    expect(text).toContain('Tools named anthropic_...: Reads and manages');
  });
});

describe('its switches', () => {
  afterEach(async () => {
    await acme('/switches', 'PUT', { read_only: false, off: [] });
  });

  it('disable an action of its own', async () => {
    await acme('/actions/robots_get/switch', 'PUT', { enabled: false });

    expect(await invoke('robots_get', { robot_id: 'rbt_0001' })).toMatchObject({
      status: 403,
      body: { code: 'action_disabled' },
    });
    expect((await invoke('robots_list', {})).status).toBe(200);
  });

  it('make it read-only, and leave the other connector alone', async () => {
    await acme('/switches', 'PUT', { read_only: true });

    expect((await invoke('robots_update', { robot_id: 'rbt_0001', state: 'active' })).body).toMatchObject({
      code: 'action_disabled',
    });
    expect((await platform.call('/switches')).body).toMatchObject({ read_only: false });
  });
});

it('leaves its invocations in the audit, without its secrets', async () => {
  const created = await invoke(
    'robots_create',
    { name: 'guard', contact: 'ada@example.com' },
    { 'idempotency-key': 'kept' },
  );
  const { data } = created.body as { data: { robot_token: string } };
  const { status } = await invoke('robots_update', { robot_id: 'rbt_0002', recovery_phrase: PHRASE });
  await invoke('robots_update', {
    robot_id: 'rbt_0002',
    recovery_phrase: `short ${ACME_KEY.slice(0, 16)}`,
    x: 1,
  });

  const { body } = await platform.call('//v1/audit?limit=2');

  expect(status).toBe(200);
  expect(api.seen.some(({ body }) => body?.['recovery_phrase'] === PHRASE)).toBe(true);
  expect(body).toMatchObject({
    data: [
      { action: 'robots_update', code: 'invalid_input', details: { connector: 'acme' } },
      {
        action: 'robots_update',
        details: { connector: 'acme', input: { robot_id: 'rbt_0002', recovery_phrase: '[left out]' } },
      },
    ],
  });
  const stored = await bytesBelow(dataDir);
  for (const secret of [PHRASE, ACME_KEY, ACME_KEY.slice(8), data.robot_token]) {
    expect(stored.includes(secret)).toBe(false);
    expect(platform.log.join('\n')).not.toContain(secret);
  }
  expect(stored.includes('robots_update')).toBe(true);
});

describe('its exports', () => {
  const exported = async (name: string): Promise<string> =>
    (
      await fetch(`${platform.url}/v1/connectors/acme/exports/${name}`, {
        headers: { authorization: `Bearer ${await signedToken()}` },
      })
    ).text();

  it.each(EXPORT_NAMES)('are served as %s and name no other vendor', async (name) => {
    const text = await exported(name);

    expect(text).toContain('robots');
    expect(text).not.toMatch(/anthropic|claude/i);
  });

  it.each(['openapi.json', 'openapi.agen.json'])(
    'describe in %s requests that the platform answers',
    async (name) => {
      const document = JSON.parse(await exported(name)) as { paths: Record<string, object> };

      expect((await new Validator().validate(document)).valid).toBe(true);
      expect(Object.keys(document.paths)).toContain('/v1/connectors/acme/actions/robots_list/invoke');
      for (const path of Object.keys(document.paths))
        expect((await platform.call(`/${path}`, { method: 'POST', body: { input: {} } })).status).not.toBe(
          404,
        );
    },
  );

  it('put what cannot be undone behind an approval', async () => {
    const text = await exported('agen.tf');

    expect(text).toMatch(
      /acme_destructive = \{\n +robots_delete = "POST \/v1\/connectors\/acme\/actions\/robots_delete\/invoke"\n/,
    );
  });

  it('name tools as MCP does', async () => {
    const tools = JSON.parse(await exported('tools.anthropic.json')) as { name: string }[];

    expect(tools.map(({ name }) => name)).toContain('acme_robots_update');
  });
});

async function bytesBelow(folder: string): Promise<Buffer> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
  );
}
