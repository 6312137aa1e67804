import { Ajv, type Options } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { AnthropicConnector } from '../../src/index.js';
import type { JsonSchema } from '../../src/kit/catalog/index.js';
import { afterSuite } from '../support/cleanup.js';
import { createAjv } from '../support/ajv.js';

const connector = new AnthropicConnector();
afterSuite(() => connector.close());

const ids = connector.list({ include: 'all' }).map(({ id }) => id);
const describe07 = (id: string) => connector.describe(id, { schema: 'draft-07' })!;

const withFormats = <Validator extends Ajv>(ajv: Validator): Validator => {
  (addFormats as unknown as (instance: Ajv) => void)(ajv);
  return ajv;
};

/** Validators as hosts make them; a complaint in the log counts as one. */
function validators(): [string, Ajv][] {
  const logger = { log: refuse, warn: refuse, error: refuse };
  const options: [string, Options][] = [
    ['new Ajv()', { logger }],
    ['new Ajv({ strict: true })', { strict: true, logger }],
  ];
  // What @rjsf/validator-ajv8 makes, unless it is told otherwise.
  const forms = {
    allErrors: true,
    multipleOfPrecision: 8,
    strict: false,
    verbose: true,
    discriminator: false,
  };
  return [
    ...options.map(([name, one]): [string, Ajv] => [name, new Ajv(one)]),
    ['the one of react-jsonschema-form', withFormats(new Ajv(forms))],
  ];
}

function refuse(...complaint: unknown[]): never {
  throw new Error(complaint.join(' '));
}

describe('a schema in draft-07', () => {
  it.each(validators())('compiles in %s, and takes every example', (_, ajv) => {
    const refused = ids.filter((id) => {
      const { inputSchema, outputSchema, example } = describe07(id);
      if (outputSchema) ajv.compile(outputSchema);
      return !ajv.compile(inputSchema)(example);
    });

    expect(refused).toEqual([]);
    expect(ids.length).toBeGreaterThan(150);
  });

  it('keeps what a format says', () => {
    const ajv = new Ajv();
    const report = ajv.compile(describe07('usage_report_messages').inputSchema);
    const invite = ajv.compile(describe07('invites_create').inputSchema);

    expect([report({ starting_at: 'yesterday' }), report({ starting_at: '2026-11-01T00:00:00Z' })]).toEqual([
      false,
      true,
    ]);
    expect(invite({ email: 'nobody', role: 'user' })).toBe(false);
  });
});

it('compiles every schema of 2020-12 in the strictest mode', () => {
  const ajv = withFormats(
    new Ajv2020({ strict: true, logger: { log: refuse, warn: refuse, error: refuse } }),
  );

  for (const id of ids) {
    const { inputSchema, outputSchema } = connector.describe(id)!;
    ajv.compile(inputSchema);
    if (outputSchema) ajv.compile(outputSchema);
  }
});

describe('titles', () => {
  interface Titled extends JsonSchema {
    readonly title?: string;
    readonly properties?: Readonly<Record<string, Titled>>;
    readonly $defs?: Readonly<Record<string, Titled>>;
    readonly anyOf?: readonly Titled[];
    readonly items?: Titled;
  }

  const untitled = (
    { properties = {}, $defs = {}, anyOf = [], items = {} }: Titled,
    at: string,
  ): string[] => {
    const shown = [...Object.entries(properties), ...anyOf.entries()];
    const inside = [...shown, ...Object.entries($defs), ['[]', items] as const];
    return [
      ...shown.filter(([, { title = '' }]) => !/^[A-Z]/.test(title)).map(([name]) => `${at}.${name}`),
      ...inside
        .filter(([, one]) => Object.keys(one).length > 0)
        .flatMap(([name, one]) => untitled(one, `${at}.${name}`)),
    ];
  };

  it('name every field and every variant', () => {
    const described = ids.map((id) => connector.describe(id)!);
    const missing = described.flatMap(({ id, inputSchema, outputSchema = {} }) => [
      ...untitled(inputSchema, id),
      ...untitled(outputSchema, `${id} answer`),
    ]);

    expect(missing).toEqual([]);
  });

  it('are words that a person reads', () => {
    const { properties = {} } = connector.describe('spend_limits_set')!.inputSchema as Titled;
    const { properties: fields = {} } = connector.describe('api_keys_list')!.inputSchema as Titled;

    expect(properties['scope']?.anyOf?.map(({ title }) => title)).toEqual([
      'Organization',
      'User',
      'Workspace',
    ]);
    expect(Object.values(fields).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Created by', 'After ID', 'Limit']),
    );
  });

  it('tell the variants of a union apart', () => {
    const twins = ids
      .flatMap((id) => Object.values((connector.describe(id)!.inputSchema as Titled).properties ?? {}))
      .filter(({ anyOf = [] }) => new Set(anyOf.map(({ title }) => title)).size < anyOf.length);

    expect(twins).toEqual([]);
  });

  it.each(['spend_limits_set', 'external_storage_create'])('are left out of %s on request', (id) => {
    const { inputSchema } = connector.describe(id, { titles: false })!;

    expect(JSON.stringify(inputSchema)).not.toContain('"title"');
    expect(createAjv().compile(inputSchema)(connector.describe(id)!.example)).toBe(true);
  });
});

it('gives each caller a description of its own', () => {
  const before = JSON.stringify(connector.describe('users_list'));
  const mine = connector.describe('users_list') as unknown as Record<string, Record<string, unknown>>;
  delete (mine['inputSchema']!['properties'] as Record<string, unknown>)['roles'];
  delete (mine['outputSchema']!['$defs'] as Record<string, unknown>)['OrganizationUser'];
  mine['group']!['title'] = 'Mine';
  mine['effect']!['kind'] = 'delete';
  mine['example']!['limit'] = 'none';
  (connector.list()[0]! as { group: { title: string } }).group.title = 'Mine';

  expect(JSON.stringify(connector.describe('users_list'))).toBe(before);
  expect(JSON.stringify(connector.list())).not.toContain('Mine');
});

it('has one id for each group', () => {
  const groups = new Map(connector.list({ include: 'all' }).map(({ group }) => [group.id, group]));
  const titles = new Set([...groups.values()].map(({ title }) => title));

  expect([...groups.keys()].filter((id) => !/^[a-z][a-z_]+$/.test(id))).toEqual([]);
  expect([groups.size, titles.size]).toEqual([25, 25]);
});
