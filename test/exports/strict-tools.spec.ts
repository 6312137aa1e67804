import fc from 'fast-check';
import { fromStrict } from 'anthropic-admin-connector/tools';
import { createAjv } from '../support/ajv.js';
import { arbitraryInput } from '../support/arbitrary-input.js';
import { documentOf, idsOf, OFFERED } from './support/exported.js';
import { nodesIn, pathsWhere } from './support/schemas-in.js';
import { toStrict, withoutOptionalNulls } from './support/to-strict.js';

type Schema = Record<string, unknown>;

interface StrictTool {
  type: string;
  function: { name: string; description: string; strict: boolean; parameters: Schema };
}

/** What every model with strict tools takes; ranges, lengths, patterns and formats are refused by some. */
const KEYWORDS = [
  'type',
  'description',
  'enum',
  'anyOf',
  'items',
  'properties',
  'required',
  'additionalProperties',
];

const ajv = createAjv();
const tools = documentOf<StrictTool[]>('tools.openai.json');
const parametersOf = (id: string): Schema =>
  tools.find((tool) => tool.function.name === `anthropic_${id}`)!.function.parameters;
const schemaOf = (id: string): Schema => OFFERED.find((action) => action.id === id)!.inputSchema as Schema;
const cases = idsOf(OFFERED).map((id) => [id, parametersOf(id)] as const);

it('has every action that is offered once', () => {
  expect(tools.map((tool) => [tool.type, tool.function.strict, tool.function.name])).toEqual(
    idsOf(OFFERED).map((id) => ['function', true, `anthropic_${id}`]),
  );
});

it('describes each tool within 1,024 characters', () => {
  expect(tools.filter((tool) => tool.function.description.length > 1024)).toEqual([]);
});

describe.each(cases)('%s', (id, parameters) => {
  const action = OFFERED.find((one) => one.id === id)!;
  const schema = action.inputSchema as Schema;
  const nodes = nodesIn(parameters);
  const validate = ajv.compile(parameters);

  it('uses the keywords that strict models take, and is an object', () => {
    const others = nodes.flatMap(([path, node]) =>
      Object.keys(node)
        .filter((keyword) => !KEYWORDS.includes(keyword))
        .map((keyword) => `${path} ${keyword}`),
    );

    expect(others).toEqual([]);
    expect(parameters['type']).toBe('object');
  });

  it('requires every field and takes no other', () => {
    const open = pathsWhere(parameters, ({ type, properties = {}, required, additionalProperties }) => {
      if (![type].flat().includes('object')) return false;
      const names = Object.keys(properties as object);
      return additionalProperties !== false || JSON.stringify(names) !== JSON.stringify(required);
    });

    expect(open).toEqual([]);
  });

  it('takes null for each field that may be left out, and says so', () => {
    const { properties = {}, required = [] } = schema as { properties?: object; required?: string[] };
    const fields = parameters['properties'] as Record<string, Schema>;
    const optional = Object.keys(properties).filter((name) => !required.includes(name));

    expect(optional.filter((name) => !ajv.compile(fields[name]!)(null))).toEqual([]);
    expect(
      optional.filter((name) => !/null omits the field/i.test(String(fields[name]!['description']))),
    ).toEqual([]);
  });

  it('stays within the limits of a schema', () => {
    const fields = nodes.flatMap(([, { properties = {} }]) => Object.keys(properties as object));
    const values = nodes.flatMap(([, { enum: all = [] }]) => all as unknown[]);
    const depth = Math.max(...nodes.map(([path]) => path.split('/properties/').length));

    expect(fields.length).toBeLessThanOrEqual(5000);
    expect(values.length).toBeLessThanOrEqual(1000);
    expect([...fields, ...values].join('').length).toBeLessThanOrEqual(120_000);
    expect(depth).toBeLessThanOrEqual(10);
  });

  it('takes the example, and gives it back as the input that it was', () => {
    const strict = toStrict(schema, action.example);

    expect(validate(strict)).toBe(true);
    expect(fromStrict(schema, strict)).toEqual(action.example);
  });

  it('takes any input and gives it back, nulls of optional fields aside', () => {
    fc.assert(
      fc.property(arbitraryInput(schema), (input) => {
        const strict = toStrict(schema, input);
        expect(validate(strict)).toBe(true);
        expect(fromStrict(schema, strict)).toEqual(withoutOptionalNulls(schema, input));
      }),
      { numRuns: 30, seed: 1 },
    );
  });
});

it('keeps a null that says something of its own', () => {
  const schema = schemaOf('spend_limits_set');
  const given = { scope: { type: 'user', user_id: 'user_01Ada' }, amount: null, period: null };

  expect(fromStrict(schema, given)).toEqual({ scope: { type: 'user', user_id: 'user_01Ada' }, amount: null });
});

it('takes a map as a list of its entries', () => {
  const schema = schemaOf('telemetry_destinations_update');
  const headers = [
    { name: 'authorization', value: 'Bearer x' },
    { name: 'x-old', value: null },
  ];

  const input = fromStrict(schema, { destination_id: 'tdst_01', headers, traces: null });

  expect(input).toEqual({ destination_id: 'tdst_01', headers: { authorization: 'Bearer x', 'x-old': null } });
});

it('tells in words what the keywords said', () => {
  const { headers } = parametersOf('telemetry_destinations_create')['properties'] as Record<string, Schema>;
  const { starting_at: start } = parametersOf('usage_report_messages')['properties'] as Record<
    string,
    Schema
  >;

  expect(headers!['description']).toMatch(/at most 20.*Names match \^/);
  expect(start!['description']).toMatch(/Format date-time\./);
});
