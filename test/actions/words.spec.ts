import { AnthropicConnector } from '../../src/index.js';
import { HINTS } from '../../src/actions/hints.js';
import { LABELS } from '../../src/actions/labels.js';
import { WORDING } from '../../src/actions/wording.js';
import { afterSuite } from '../support/cleanup.js';

const connector = new AnthropicConnector();
afterSuite(() => connector.close());

const described = connector.list().map(({ id }) => connector.describe(id)!);

it('says the values of a response in words, by field, also in lists and where only a filter names them', () => {
  const wordsOf = (id: string, field: string): unknown => connector.describe(id)?.outputWords?.[field];

  expect(wordsOf('users_list', 'role')).toMatchObject({
    claude_code_user: 'Claude Code user',
    admin: 'Admin',
  });
  expect(wordsOf('workspaces_list', 'allowed_inference_geos')).toEqual({
    unrestricted: 'Unrestricted',
    global: 'Global',
    us: 'US',
  });
  expect(wordsOf('analytics_cost_list', 'product')).toMatchObject({ claude_code: 'Claude Code' });
  expect(wordsOf('rate_limits_list', 'group_type')).toMatchObject({ model_group: 'Model group' });
  expect(wordsOf('users_list', 'name')).toBeUndefined();
});

it('says what null means, also in a field of another version of the API', () => {
  expect(connector.describe('api_keys_list')?.outputNulls).toMatchObject({
    expires_at: 'never',
    workspace_id: 'see the scope',
  });
  expect(connector.describe('cost_report_get')?.outputNulls).toMatchObject({
    workspace_id: 'Default workspace',
  });
  expect(connector.describe('spend_limits_list')?.outputNulls).toMatchObject({ amount: 'no limit' });
  expect(connector.describe('api_keys_delete')).not.toHaveProperty('outputNulls');
});

it('has no word for a value that neither a response nor an input has', () => {
  const values = new Set(
    described.flatMap(({ outputWords = {}, inputWords = {} }) =>
      [...Object.values(outputWords), ...Object.values(inputWords)].flatMap((one) => Object.keys(one)),
    ),
  );

  expect(Object.keys(WORDING.values).filter((value) => !values.has(value))).toEqual([]);
});

describe('what a person reads', () => {
  /** What only those know who write requests: names of fields and values, null, cents, and tools to call. */
  const ADVICE =
    /\b[a-z]+_[a-z_]+\b|\bnull\b|\bcents\b|RFC 3339|YYYY-MM-DD|ready to run|^include:|\bdeadline\b/;
  const CURSORS = ['after_id', 'before_id', 'page'];
  const ids = described.map(({ id }) => id).join('|');
  const withoutActions = (text: string): string => text.replace(new RegExp(`\\b(${ids})\\b`, 'g'), 'it');

  interface Field {
    readonly path: string;
    readonly schema: Schema;
  }
  interface Schema {
    readonly title?: string;
    readonly description?: string;
    readonly const?: unknown;
    readonly enum?: readonly unknown[];
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly items?: Schema;
    readonly anyOf?: readonly Schema[];
  }
  const fieldsIn = ({ properties = {}, items, anyOf = [] }: Schema, parent = ''): Field[] => [
    ...Object.entries(properties).flatMap(([name, schema]) => [
      { path: parent + name, schema },
      ...fieldsIn(schema, `${parent}${name}.`),
    ]),
    ...[...anyOf, ...(items ? [items] : [])].flatMap((inner) => fieldsIn(inner, parent)),
  ];
  const shown = described.flatMap(({ id, inputSchema, inputHints = {}, limitations }) => {
    const hidden = limitations.flatMap(({ fields = [], anyValue }) => (anyValue ? fields : []));
    return (
      fieldsIn(inputSchema)
        .filter(({ path }) => !CURSORS.includes(path) && !hidden.includes(path))
        // A form chooses the only value of a variant by itself.
        .filter(({ schema }) => schema.const === undefined && schema.enum?.length !== 1)
        .map(({ path, schema }) => ({ id, path, schema, text: inputHints[path] ?? schema.description ?? '' }))
    );
  });

  it('of a field is no advice for an agent', () => {
    const wrong = shown.filter(({ text }) => ADVICE.test(text));

    expect(wrong.map(({ id, path, text }) => `${id}.${path}: ${text}`)).toEqual([]);
  });

  it('of an action is no advice for an agent, except for links to other actions', () => {
    const wrong = described.filter(({ about, description }) =>
      ADVICE.test(withoutActions(about ?? description)),
    );

    expect(wrong.map(({ id, about, description }) => `${id}: ${about ?? description}`)).toEqual([]);
  });

  it('as the label of a field does not end with ID', () => {
    expect(
      shown.filter(({ schema: { title = '' } }) => / IDs?$/.test(title)).map(({ path }) => path),
    ).toEqual([
      'provider_config.tenant_id',
      'provider_config.client_id',
      'provider_config.tenant_id',
      'provider_config.client_id',
    ]);
  });

  it('is written for fields that there are', () => {
    const keys = new Set(
      described.flatMap(({ id, inputSchema, outputSchema = {} }) => [
        ...fieldsIn(inputSchema).flatMap(({ path }) => {
          const name = path.split('.').at(-1)!;
          return [path, name, `${id}.${path}`, `${id}.${name}`];
        }),
        ...Array.from(JSON.stringify(outputSchema).matchAll(/"(\w+)":/g), ([, name]) => name!),
      ]),
    );

    expect([...Object.keys(HINTS), ...Object.keys(LABELS)].filter((key) => !keys.has(key))).toEqual([]);
  });

  it('names the values of a field, and the dimensions of a report', () => {
    expect(connector.describe('users_update')?.inputWords?.['role']).toMatchObject({
      claude_code_user: 'Claude Code user',
    });
    expect(connector.describe('usage_report_messages')?.inputWords).toMatchObject({
      group_by: { api_key_id: 'API key', model: 'Model' },
      bucket_width: { '1h': '1 hour' },
    });
  });
});
