import { parse } from '@cdktf/hcl2json';
import { EXPORTERS } from '../../platform/src/exports/exporters.js';
import { openApi } from './support/open-api.js';
import { idsOf, OFFERED, textOf } from './support/exported.js';
import { madeUp, madeUpInput } from './support/made-up.js';

type Block = Record<string, unknown>;

interface Configuration {
  terraform: Block[];
  variable: Record<string, Block[]>;
  resource: Record<string, Record<string, Block[]>>;
  data: Record<string, Record<string, Block[]>>;
  locals: Record<string, Record<string, string>>[];
}

const read = async (text: string): Promise<Configuration> =>
  (await parse('agen.tf', text)) as unknown as Configuration;

const LISTS = ['anthropic_reads', 'anthropic_changes', 'anthropic_destructive'] as const;
const { operations } = openApi('openapi.agen.json');

let configuration: Configuration;
let lists: Record<string, Record<string, string>>;

beforeAll(async () => {
  configuration = await read(textOf('agen.tf'));
  lists = configuration.locals[0] ?? {};
});

it('is HCL, and of the provider of Frontegg', () => {
  expect(configuration.terraform).toEqual([
    { required_providers: [{ agenco: { source: 'frontegg/agenco', version: '~> 1.0' } }] },
  ]);
});

it('declares every variable that it uses', () => {
  const used = new Set([...textOf('agen.tf').matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name));

  expect([...used].sort()).toEqual(Object.keys(configuration.variable).sort());
});

it('declares every local, resource and data source that it uses', () => {
  const text = textOf('agen.tf');
  const used = [...text.matchAll(/\b(local|data\.\w+|agenco_\w+)\.(\w+)/g)].map(
    ([, kind = '', name = '']) => [kind, name],
  );

  const known = (kind = '', name = ''): boolean =>
    kind === 'local'
      ? name in lists
      : kind.startsWith('data.')
        ? name in (configuration.data[kind.slice(5)] ?? {})
        : name in (configuration.resource[kind] ?? configuration.data[kind] ?? {});
  expect(used.length).toBeGreaterThan(8);
  expect(used.filter(([kind, name]) => !known(kind, name))).toEqual([]);
});

it('names a REST source, the import of the OpenAPI export, and the tools that come of it', () => {
  const { agenco_mcp_source: sources, agenco_tools_import: imports } = configuration.resource;

  expect(sources?.['anthropic']).toEqual([
    expect.objectContaining({
      type: 'REST',
      source_url: '${var.platform_url}',
      name: expect.stringMatching(/^.{1,36}$/),
    }),
  ]);
  expect(imports?.['anthropic']).toEqual([
    expect.objectContaining({
      schema_type: 'openapi',
      schema_file: '${var.openapi_file}',
      source_id: '${agenco_mcp_source.anthropic.id}',
    }),
  ]);
  expect(configuration.variable['openapi_file']).toEqual([
    expect.objectContaining({ default: 'openapi.agen.json' }),
  ]);
  expect(configuration.data['agenco_tools']?.['anthropic']).toHaveLength(1);
});

it('has the platform answer before the gateway gives up', () => {
  const [source] = configuration.resource['agenco_mcp_source']?.['anthropic'] ?? [];
  const headers = source?.['override_headers'] as { key: string; value: string }[];

  const { value } = headers.find(({ key }) => key === 'x-request-timeout-ms') ?? {};
  expect(Number(value)).toBeLessThan(source?.['api_timeout'] as number);
});

it('keeps the token out of the output of Terraform', () => {
  expect(configuration.variable['platform_token']).toEqual([
    expect.objectContaining({ sensitive: true, default: '' }),
  ]);
});

it('puts every action that is offered into one list, by its effect', () => {
  const ids = LISTS.map((name) => Object.keys(lists[name] ?? {}));

  const destructive = OFFERED.filter(({ effect }) => effect.destructive);
  const reads = OFFERED.filter(({ effect }) => effect.kind === 'read');
  const changes = OFFERED.filter((action) => !destructive.includes(action) && !reads.includes(action));
  expect(ids.map((one) => one.sort())).toEqual([reads, changes, destructive].map((all) => idsOf(all).sort()));
});

it('finds the tool of an action by the verb and path that the OpenAPI export has', () => {
  const places = operations.map(({ id, method, path }) => [id, `${method} ${path}`]);

  expect(Object.fromEntries(places)).toEqual(Object.assign({}, ...LISTS.map((name) => lists[name])));
});

it('grants each list to the admin roles', () => {
  const grants = configuration.resource['agenco_rbac_policy'] ?? {};

  expect(Object.keys(grants).sort()).toEqual([...LISTS].sort());
  for (const name of LISTS) {
    expect(grants[name]).toEqual([
      expect.objectContaining({
        enabled: true,
        type: 'rbac-roles',
        keys: '${var.admin_roles}',
        internal_tool_ids: `\${[for route in values(local.${name}) : local.anthropic_tool_ids[route]]}`,
      }),
    ]);
  }
});

it('wants an approval for what is destructive', () => {
  expect(configuration.resource['agenco_conditional_policy']).toEqual({
    anthropic_approval: [
      expect.objectContaining({
        enabled: true,
        internal_tool_ids:
          '${[for route in values(local.anthropic_destructive) : local.anthropic_tool_ids[route]]}',
        targeting: [{ then: [{ result: 'approval_required', approval_flow_id: '${var.approval_flow_id}' }] }],
      }),
    ],
  });
});

it('has no policy on a list without actions, which would be one on all tools', async () => {
  const { resource } = await read(EXPORTERS['agen.tf'].write(madeUpInput([madeUp()])));

  expect(Object.keys(resource['agenco_rbac_policy'] ?? {})).toEqual(['zoo_changes']);
  expect(resource['agenco_conditional_policy']).toBeUndefined();
});

it('presets the address of the platform where Agen.co can reach it', async () => {
  const far = await read(EXPORTERS['agen.tf'].write(madeUpInput([madeUp()])));

  expect(far.variable['platform_url']?.[0]).toHaveProperty('default', 'https://platform.example.com');
  expect(configuration.variable['platform_url']?.[0]).not.toHaveProperty('default');
});

it('writes texts that look like templates as texts', async () => {
  const name = 'Zoo "${var.admin_roles}" %{ if true }\\';

  const { resource } = await read(
    EXPORTERS['agen.tf'].write(madeUpInput([madeUp()], { manifest: { id: 'zoo', name } })),
  );

  const [source] = resource['agenco_mcp_source']?.['zoo'] ?? [];
  expect(source?.['name']).toBe(name.slice(0, 36).replace('${', '$${').replace('%{', '%%{'));
});
