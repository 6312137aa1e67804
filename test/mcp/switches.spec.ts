import { bootMcp, type BootedMcp, type ClientOptions } from './support/boot-mcp.js';
import { ERAS } from './support/clients.js';

let mcp: BootedMcp;
beforeEach(async () => {
  mcp = await bootMcp();
});
afterEach(() => mcp.close());

const EVERYTHING = '?include=limited,beta';

const moveTo = (body: object) => mcp.call('/switches', { method: 'PUT', body });

const names = (tools: { name: string }[]): string[] => tools.map(({ name }) => name);

/** What a client is shown that has just come; one that has been here before may go by what it knows for a while. */
const listed = async (options: ClientOptions): Promise<string[]> =>
  names(await (await mcp.client({ query: EVERYTHING, ...options })).list());

describe.each(ERAS)('a client of %s', (_, connect) => {
  it('is shown no tool that its tenant has switched off, and all others', async () => {
    const before = await listed({ with: connect });

    await moveTo({ off: ['users_list', 'api_keys_create'] });
    const without = await listed({ with: connect });
    await moveTo({ off: [] });

    const off = ['anthropic_users_list', 'anthropic_api_keys_create'];
    expect(before).toEqual(expect.arrayContaining(off));
    expect(without).toEqual(before.filter((name) => !off.includes(name)));
    expect(await listed({ with: connect })).toEqual(before);
  });

  it('is shown tools that read alone in read-only mode', async () => {
    const client = await mcp.client({ query: EVERYTHING, with: connect });
    const reading = await mcp.client({ query: EVERYTHING, scopes: ['anthropic:read'], with: connect });

    await moveTo({ read_only: true });

    const tools = await client.list();
    expect(names(tools)).toEqual(names(await reading.list()));
    expect(tools.filter(({ annotations }) => annotations?.readOnlyHint !== true)).toEqual([]);
  });

  it('is told action_disabled where it calls one all the same, and nothing is sent', async () => {
    const client = await mcp.client({ with: connect });
    await moveTo({ read_only: true, off: ['users_list', 'api_keys_delete'] });
    const sent = mcp.simulator.journal.entries().length;

    const [off, writes, limited] = [
      await client.call('anthropic_users_list'),
      await client.call('anthropic_workspaces_create', { name: 'One' }),
      await client.call('anthropic_api_keys_delete', { api_key_id: 'apikey_01' }),
    ];

    for (const { outcome, isError, text } of [off, writes, limited]) {
      expect(isError).toBe(true);
      expect(outcome).toMatchObject({ ok: false, error: { code: 'action_disabled' } });
      expect(text).toContain('error action_disabled');
    }
    expect(mcp.simulator.journal.entries()).toHaveLength(sent);
  });

  it('of another tenant is shown all of them', async () => {
    const client = await mcp.client({ with: connect });
    const other = await mcp.client({ tenant: 'other', with: connect });

    await moveTo({ read_only: true, off: ['users_list'] });

    expect(names(await other.list())).toContain('anthropic_users_list');
    expect(names(await client.list())).not.toContain('anthropic_users_list');
  });
});
