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

/** Names of properties beside or below a `currency`, at any depth of a schema, that are decimals or numbers. */
function amountsIn(
  schema: unknown,
  defs: Record<string, unknown>,
  seen = new Set<unknown>(),
  isBelow = false,
): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const { properties = {}, $ref, ...rest } = schema as Record<string, never> & { $ref?: string };
  const own = Object.keys(properties).filter((name) => /amount|spend$|cost$|_usd$/.test(name));
  const target = $ref === undefined ? [] : amountsIn(defs[$ref.replace('#/$defs/', '')], defs, seen, isBelow);
  const hasCurrency = isBelow || 'currency' in properties;
  const inner = [...Object.values(properties), ...Object.values(rest)].flatMap((one) =>
    amountsIn(one, defs, seen, hasCurrency),
  );
  return [...(hasCurrency ? own : []), ...target, ...inner];
}

it('names the unit of every amount with a currency in a response', () => {
  const wrong = connector.list().flatMap(({ id }) => {
    const { outputSchema = {}, outputUnits = {} } = connector.describe(id)!;
    const { $defs = {}, ...schema } = outputSchema as { $defs?: Record<string, unknown> };
    const found = [...new Set(amountsIn(schema, $defs))].filter((name) => name !== 'estimated_cost').sort();
    return JSON.stringify(found) === JSON.stringify(Object.keys(outputUnits).sort())
      ? []
      : [[id, found, outputUnits]];
  });

  expect(wrong).toEqual([]);
});
