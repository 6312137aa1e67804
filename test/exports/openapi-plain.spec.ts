import fc from 'fast-check';
import { createAjv } from '../support/ajv.js';
import { arbitraryValue } from '../support/arbitrary-input.js';
import { OPERATIONS } from '../support/contract.js';
import { inlineRefs } from '../../platform/src/exports/schema/references.js';
import { idsOf, NOT_OFFERED, OFFERED, textOf } from './support/exported.js';
import { complaints, fieldOf, openApi } from './support/open-api.js';
import { plainAs2020 } from './support/plain-as-2020.js';
import { nodesIn, pathsWhere } from './support/schemas-in.js';

const NAME = 'openapi.agen.json';
const { document, operations } = openApi(NAME);
const cases = operations.map((placed) => [placed.id, placed] as const);
const ajv = createAjv();
const accepts = (schema: object, value: unknown): boolean =>
  ajv.compile(plainAs2020(schema as Record<string, unknown>))(value) as boolean;

it('is right by the schema of OpenAPI 3.0', async () => {
  expect(document.openapi).toBe('3.0.3');
  expect(await complaints(NAME)).toEqual([]);
});

it('refers to nothing and composes nothing', () => {
  const forbidden = ['$ref', 'oneOf', 'anyOf', 'allOf', 'not', 'const', '$defs', 'discriminator'];

  expect(pathsWhere(document, (node) => forbidden.some((keyword) => keyword in node))).toEqual([]);
});

it('has string enums only, and one type where there is one', () => {
  const odd = pathsWhere(document, ({ type, enum: values }, path) => {
    const strings = values === undefined || (values as unknown[]).every((one) => typeof one === 'string');
    return !path.includes('/securitySchemes/') && (!strings || Array.isArray(type) || type === 'null');
  });

  expect(odd).toEqual([]);
});

it('says nullable where null is a value, and beside a type', () => {
  const nullable = nodesIn(document).filter(([, node]) => 'nullable' in node);

  expect(nullable.length).toBeGreaterThan(100);
  expect(
    nullable.filter(([, { type, nullable: said }]) => said !== true || typeof type !== 'string'),
  ).toEqual([]);
});

it('stays under 10 MB', () => {
  expect(Buffer.byteLength(textOf(NAME))).toBeLessThan(10_000_000);
});

it('has every action that is offered once, and no other', () => {
  expect(idsOf(operations).sort()).toEqual(idsOf(OFFERED).sort());
  expect(NOT_OFFERED.length).toBeGreaterThan(90);
});

it('wants a token of the platform as bearer', () => {
  const [[name = '', scopes] = []] = document.security.map((one) => Object.entries(one)[0]);

  expect(scopes).toEqual([]);
  expect(document.components).toEqual({
    securitySchemes: { [name]: expect.objectContaining({ type: 'http', scheme: 'bearer' }) },
  });
});

it('marks the actions that are beta', () => {
  const marked = operations.filter(
    ({ operation }) => operation['x-beta'] && /\bBeta: /.test(operation.description),
  );

  expect(idsOf(marked).sort()).toEqual(idsOf(OFFERED.filter(({ beta }) => beta)).sort());
});

it('has the verbs and paths of the API behind the drop-in endpoint', () => {
  const places = operations.map(({ id, method, path }) => [id, `${method} ${path}`]);

  const expected = OFFERED.map(({ id, operation: name }) => {
    const known = OPERATIONS.find((one) => one.id === name);
    return known
      ? [id, `${known.method} /v1/connectors/anthropic/api${known.path}`]
      : [id, `POST /v1/connectors/anthropic/actions/${id}/invoke`];
  });
  expect(places.sort()).toEqual(expected.sort());
});

it('describes before_id and after_id as exclusive wherever they are', () => {
  const cursors = operations
    .flatMap(({ operation: { parameters = [] } }) => parameters)
    .filter(({ name }) => name === 'before_id' || name === 'after_id');

  expect(cursors.length).toBeGreaterThan(8);
  expect(
    cursors.filter(({ description }) => !/Mutually exclusive with (before|after)_id/.test(description)),
  ).toEqual([]);
});

describe.each(cases)('%s', (id, { path, operation }) => {
  const { summary, description, parameters = [], requestBody, tags } = operation;
  const action = OFFERED.find((one) => one.id === id)!;
  const body = requestBody?.content['application/json'];

  it('is told within the lengths that importers take', () => {
    expect(summary.length).toBeLessThanOrEqual(60);
    expect(description.length).toBeLessThanOrEqual(2000);
    expect(description).toContain(action.description);
    expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(tags));
  });

  it('declares the parameters of its path, and the others under plain names but for the [] of a list', () => {
    const inPath = parameters.filter((one) => one.in === 'path');

    expect(inPath.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(inPath.every(({ required }) => required)).toBe(true);
    expect(parameters.filter(({ name }) => !/^[a-zA-Z0-9_.-]{1,62}(\[\])?$/.test(name))).toEqual([]);
  });

  it('takes each field of the input in one place', () => {
    const { properties = {} } = action.inputSchema as { properties?: object };
    const inBody = (body?.schema['properties'] ?? {}) as Record<string, object>;
    const { input = { properties: inBody } } = inBody as Record<string, { properties?: object }>;

    const fields = [...parameters.map(fieldOf), ...Object.keys(input.properties ?? {})];
    // The API takes one day a request; the connector makes several of a longer range.
    const ofApi = Object.keys(properties).filter(
      (name) => !(id === 'usage_report_claude_code' && name === 'ending_at'),
    );
    expect(fields.sort()).toEqual(ofApi.sort());
  });

  it('accepts its examples', () => {
    const given = parameters.filter(({ example }) => example !== undefined);
    const whole = {
      ...Object.fromEntries(given.map((one) => [fieldOf(one), one.example])),
      ...(action.route === undefined ? (body?.example as { input: object }).input : body?.example),
    };

    expect(given.filter(({ schema, example }) => !accepts(schema, example))).toEqual([]);
    expect(body === undefined || accepts(body.schema, body.example)).toBe(true);
    expect(whole).toEqual(action.example);
  });

  it('accepts any answer that the API documents', () => {
    const documented = arbitraryValue(inlineRefs(action.outputSchema ?? {}) as Record<string, unknown>);
    const { schema } = operation.responses[200].content['application/json'];
    const answer = action.route === undefined ? (schema['properties'] as { data: object }).data : schema;
    const validate = ajv.compile(plainAs2020(answer as Record<string, unknown>));

    fc.assert(
      fc.property(documented, (value) => validate(value) as boolean),
      { numRuns: 30, seed: 1 },
    );
  });

  it('accepts any input that the action accepts', () => {
    const input = arbitraryValue(action.inputSchema as Record<string, unknown>);
    const inPath = new Set(parameters.map(fieldOf));
    const schema =
      action.route === undefined ? (body!.schema['properties'] as { input: object }).input : body?.schema;
    const validate = schema && ajv.compile(plainAs2020(schema as Record<string, unknown>));
    const bodyOf = (value: unknown): object =>
      Object.fromEntries(Object.entries(value as object).filter(([name]) => !inPath.has(name)));

    fc.assert(
      fc.property(input, (value) => {
        const given = bodyOf(value);
        const { minProperties = 0 } = (schema ?? {}) as { minProperties?: number };
        fc.pre(Object.keys(given).length >= minProperties);
        return validate === undefined || (validate(given) as boolean);
      }),
      { numRuns: 30, seed: 1 },
    );
  });
});
