import { AnthropicConnector } from '../../src/index.js';
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

it('has no word for a value that no response has', () => {
  const values = new Set(
    described.flatMap(({ outputWords = {} }) =>
      Object.values(outputWords).flatMap((one) => Object.keys(one)),
    ),
  );

  expect(Object.keys(WORDING.values).filter((value) => !values.has(value))).toEqual([]);
});
