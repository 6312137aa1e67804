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
  expect(wordsOf('users_list', 'name')).toBeUndefined();
});

it('says what null means only where the response has it', () => {
  expect(connector.describe('api_keys_list')?.outputNulls).toEqual({ expires_at: 'never' });
  expect(connector.describe('users_list')?.outputNulls).toEqual({});
  expect(connector.describe('api_keys_delete')).not.toHaveProperty('outputNulls');
});

it('has no word for a value or field that no response has', () => {
  const values = new Set(
    described.flatMap(({ outputWords = {} }) =>
      Object.values(outputWords).flatMap((one) => Object.keys(one)),
    ),
  );
  const nulls = new Set(described.flatMap(({ outputNulls = {} }) => Object.keys(outputNulls)));

  expect(Object.keys(WORDING.values).filter((value) => !values.has(value))).toEqual([]);
  expect(Object.keys(WORDING.nulls).filter((field) => !nulls.has(field))).toEqual([]);
});
