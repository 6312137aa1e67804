import { ACTIONS, AnthropicConnector } from 'anthropic-admin-connector';
import type { ActionDescription, InputSchema } from '../../../portal/src/pages/actions/catalog/action.js';
import { validateInput } from '../../../portal/src/pages/actions/form/validate-input.js';
import { formSchemaOf } from '../../../portal/src/pages/actions/form/form-schema.js';
import {
  inputOf,
  withoutNulls,
  withoutOtherVariant,
} from '../../../portal/src/pages/actions/form/input-of.js';
import { issueTree } from '../../../portal/src/pages/actions/form/issue-tree.js';
import { labelIn } from '../../../portal/src/pages/actions/form/labels.js';
import { hiddenFields } from '../../../portal/src/pages/actions/form/hidden-fields.js';
import { summaryOf } from '../../../portal/src/pages/actions/outcome/summary.js';

const connector = new AnthropicConnector();
afterAll(() => connector.close());

const described = (id: string): ActionDescription => connector.describe(id) as unknown as ActionDescription;
const schemaOf = (id: string): InputSchema => described(id).inputSchema;
const IDS = ACTIONS.map(({ id }) => id);

it.each(IDS)('takes the example of %s as it is', (id) => {
  const { example, inputSchema } = described(id);

  expect(inputOf(inputSchema, example)).toEqual(example);
  expect(validateInput(inputSchema, example)).toEqual([]);
});

it.each(IDS)('draws no default and no null of %s by itself', (id) => {
  const text = JSON.stringify(formSchemaOf(schemaOf(id)));

  // What a map may hold is its own matter: there is a line for each entry.
  expect(text.replace(/"additionalProperties":\{[^}]*\}/g, '')).not.toMatch(/"default":|,null[\],]|"null"\]/);
});

it('leaves out what is empty, also in nested objects', () => {
  const data = {
    name: 'Research',
    display_color: '',
    tags: {},
    data_residency: { allowed_inference_geos: [], workspace_geo: undefined },
  };

  expect(inputOf(schemaOf('workspaces_create'), data)).toEqual({ name: 'Research' });
});

it('keeps a null that was written as JSON', () => {
  const input = { api_key_id: 'apikey_1', name: null };

  expect(inputOf(schemaOf('api_keys_update'), input)).toEqual(input);
});

it('takes a null of the form as left out, but where the field must be there', () => {
  const scope = { type: 'user', user_id: 'user_1' };

  expect(withoutNulls(schemaOf('spend_limits_set'), { scope, amount: null })).toEqual({
    scope,
    amount: null,
  });
  expect(
    withoutNulls(schemaOf('telemetry_destinations_update'), { destination_id: 'tdst_1', workspaces: null }),
  ).toEqual({ destination_id: 'tdst_1' });
});

it('keeps nothing of the variant that was left', () => {
  const aws = { type: 'aws', account_id: '111122223333', bucket_name: 'acme', region: 'us-east-2' };
  const after = (schema: InputSchema, before: object, now: object): unknown =>
    withoutOtherVariant(schema, before, now);
  const storage = schemaOf('external_storage_create');
  const destination = schemaOf('telemetry_destinations_create');
  const included = { type: 'include', workspace_ids: ['wrkspc_1'] };

  expect([
    after(
      storage,
      { provider_config: aws, display_name: 'A' },
      { provider_config: { type: 'gcp', bucket_name: 'acme', region: 'us-east-2' }, display_name: 'A' },
    ),
    after(storage, { provider_config: aws }, { provider_config: { ...aws, region: 'us-west-2' } }),
    after(destination, { workspaces: included }, { workspaces: { ...included, type: 'exclude' } }),
  ]).toEqual([
    { provider_config: { type: 'gcp' }, display_name: 'A' },
    { provider_config: { ...aws, region: 'us-west-2' } },
    { workspaces: { ...included, type: 'exclude' } },
  ]);
});

it.each([
  ['external_storage_create', ['Amazon S3 (AWS)', 'Google Cloud Storage']],
  ['external_keys_create', ['AWS KMS', 'Google Cloud KMS', 'Azure Key Vault or Managed HSM']],
])('calls the variants of %s by their products', (id, titles) => {
  const options = formSchemaOf(schemaOf(id)).properties?.['provider_config']?.anyOf ?? [];

  expect(options.map(({ title }) => title)).toEqual(titles);
});

it('leaves out a help text that only repeats its label', () => {
  const form = formSchemaOf({
    properties: {
      display_name: { type: 'string', description: 'Display name.' },
      region: { type: 'string', description: 'Region of the bucket.' },
    },
  });

  expect(form.properties).toEqual({
    display_name: { title: 'Display name', type: 'string' },
    region: { title: 'Region', type: 'string', description: 'Region of the bucket.' },
  });
});

it('offers to leave a choice out where the field may be', () => {
  const options = (id: string): unknown[] =>
    (formSchemaOf(schemaOf(id)).properties?.['workspaces']?.anyOf ?? []).map(({ title }) => title);

  expect(options('telemetry_destinations_create')).toEqual(['All', 'Include or Exclude']);
  expect(options('telemetry_destinations_update')).toEqual(['Not set', 'All', 'Include or Exclude']);
});

it.each([
  ['a field that is missing', 'workspaces_create', {}, [['name', 'Name is required.']]],
  [
    'an id that cannot be one',
    'users_get',
    { user_id: 'Ada Kowalski' },
    [['user_id', 'This has an invalid format; example: user_01AdaLovelaceExample.']],
  ],
  ['a number that is text', 'users_list', { limit: 'five' }, [['limit', 'This must be a whole number.']]],
  ['a number that is too large', 'users_list', { limit: 5000 }, [['limit', 'This must be at most 1000.']]],
  ['an unknown field', 'users_list', { limits: 5 }, [['limits', '"limits" is not a field of this action.']]],
  [
    'only what is wrong with the alternative that is meant',
    'spend_limits_set',
    { scope: { type: 'user' }, amount: '5' },
    [['scope.user_id', 'Member is required.']],
  ],
  [
    'an alternative that there is not',
    'spend_limits_set',
    { scope: { type: 'planet' }, amount: '5' },
    [['scope', 'Choose one of the options.']],
  ],
])('names %s', (_, id, input, expected) => {
  expect(validateInput(schemaOf(id), input).map(({ path, message }) => [path, message])).toEqual(expected);
});

it('puts what is wrong where the form shows it', () => {
  const issue = (path: string): { path: string; rule: string; message: string } => ({
    path,
    rule: 'rule',
    message: path,
  });

  const { tree, elsewhere } = issueTree(
    schemaOf('telemetry_destinations_create'),
    ['endpoint_url', 'workspaces.workspace_ids.3', 'headers.x', 'traces.enabled', 'nowhere', ''].map(issue),
  );

  expect(tree).toEqual({
    endpoint_url: { __errors: ['endpoint_url'] },
    workspaces: { workspace_ids: { __errors: ['workspaces.workspace_ids.3'] } },
    headers: { __errors: ['headers.x'] },
    traces: { enabled: { __errors: ['traces.enabled'] } },
  });
  expect(elsewhere.map(({ path }) => path)).toEqual(['nowhere', '']);
});

it.each([
  ['api_keys_list', 'api_key_ids', 'API keys'],
  ['users_list', 'endpoint_url', 'Endpoint URL'],
  ['webhooks_create', 'external_key.failed', 'External key failed'],
  ['usage_report_claude_code', 'starting_at', 'First day'],
  ['cost_report_get', 'starting_at', 'Starting at'],
])('says for %s that %s is %s', (id, field, label) => {
  expect(labelIn(described(id), field)).toBe(label);
});

it('shows neither cursors nor fields of which the API takes no value, unless they have one', () => {
  expect([
    hiddenFields(described('users_list'), {}),
    hiddenFields(described('invites_create'), { expires_in_days: 3 }),
    hiddenFields(described('users_update'), {}),
  ]).toEqual([['after_id', 'before_id'], ['expires_at'], []]);
});

it('says what a field is to people, at any depth', () => {
  const action = described('telemetry_destinations_create');
  const form = JSON.stringify(formSchemaOf(action.inputSchema, action));

  expect(form).toContain('Metadata only sends ids, times and counts');
  expect(form).not.toContain('metadata_only sends');
});

it.each([
  [20, 0, true, '1–20 of more than 20'],
  [20, 20, true, '21–40 of more than 40'],
  [5, 40, false, '41–45 of 45'],
  [1, 40, false, '41 of 41'],
  [1, 0, false, '1 row'],
  [0, 0, false, '0 rows'],
  [0, 20, true, 'No rows in this page'],
  [1_200, 0, false, '1,200 rows'],
  [20, undefined, true, '20 rows of a later page, and more'],
])('tells which of the rows %s after %s are (more: %s)', (rows, before, hasMore, words) => {
  const page = { hasMore, next: null };
  const meta = { requestId: 'req_1', durationMs: 2_140, attempts: 1 };

  expect(summaryOf({ meta, page }, rows, before)).toBe(`${words} · 2.1 s`);
});
