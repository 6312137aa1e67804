import { AnthropicConnector } from '../../src/index.js';
import { afterSuite } from '../support/cleanup.js';

const connector = new AnthropicConnector();
afterSuite(() => connector.close());

it('names the unit of every amount in an input', () => {
  const fields = connector.list().flatMap(({ id }) => {
    const { inputSchema, inputUnits } = connector.describe(id)!;
    const properties = Object.entries(inputSchema['properties'] as Record<string, { description?: string }>);
    return properties
      .filter(([, { description }]) => /\bcents\b/.test(description ?? ''))
      .map(([name]) => [id, name, inputUnits?.[name]]);
  });

  expect(fields).toEqual([
    ['spend_limits_set', 'amount', 'cents'],
    ['spend_limit_increase_requests_approve', 'amount', 'cents'],
  ]);
});
