import { createAjv } from '../support/ajv.js';
import { OPERATIONS } from '../support/contract.js';
import { idsOf, OFFERED, textOf } from './support/exported.js';
import { complaints, openApi } from './support/open-api.js';
import { nodesIn, pathsWhere } from './support/schemas-in.js';

const NAME = 'openapi.json';
const { document, operations } = openApi(NAME);
const plain = openApi('openapi.agen.json');
const schemas = document.components.schemas ?? {};

const ajv = createAjv().addSchema(
  leadingTo('https://example.com/openapi.json', { components: { schemas } }),
  'https://example.com/openapi.json',
);

/** The JSON with its references leading into a document that the validator knows. */
function leadingTo<Json extends object>(document: string, json: Json): Json {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/components/', `"${document}#/components/`)) as Json;
}

const compile = (schema: object) => ajv.compile(leadingTo('https://example.com/openapi.json', schema));

it('is right by the schema of OpenAPI 3.1', async () => {
  expect(document.openapi).toBe('3.1.0');
  expect(await complaints(NAME)).toEqual([]);
});

it('has every action that is offered once, where the plain document has it', () => {
  const places = (all: typeof operations) => all.map(({ id, method, path }) => [id, method, path]);

  expect(places(operations)).toEqual(places(plain.operations));
  expect(idsOf(operations).sort()).toEqual(idsOf(OFFERED).sort());
});

it('keeps definitions in the components, all of them used', () => {
  const used = new Set(
    [...textOf(NAME).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
  );

  expect(pathsWhere(document, (node) => '$defs' in node || '$schema' in node)).toEqual([]);
  expect([...used].sort()).toEqual(Object.keys(schemas).sort());
});

it('says null as JSON Schema does', () => {
  expect(pathsWhere(document, (node) => 'nullable' in node)).toEqual([]);
  expect(
    nodesIn(document).filter(([, { type }]) => Array.isArray(type) && type.includes('null')).length,
  ).toBeGreaterThan(100);
});

it('names query parameters as they stand on the wire', () => {
  const named = operations.flatMap(({ id, operation: { parameters = [] } }) =>
    parameters.filter((one) => one.in === 'query').map(({ name }) => `${id} ${name}`),
  );

  const wire = OFFERED.flatMap(({ id, operation }) =>
    (OPERATIONS.find((one) => one.id === operation)?.query ?? []).map(
      ({ name, wire_name: wireName }) => `${id} ${wireName ?? name}`,
    ),
  );
  expect(named.sort()).toEqual(wire.sort());
});

it('repeats lists in the query, one value each time', () => {
  const lists = operations
    .flatMap(({ operation: { parameters = [] } }) => parameters)
    .filter(({ schema }) => schema['type'] === 'array');

  expect(lists.length).toBeGreaterThan(20);
  expect(
    lists.filter(({ style, explode, name }) => style !== 'form' || !explode || !name.endsWith('[]')),
  ).toEqual([]);
});

it.each(operations.map((placed) => [placed.id, placed.operation] as const))(
  '%s has schemas that compile and accept its examples',
  (_, { parameters = [], requestBody, responses }) => {
    const body = requestBody?.content['application/json'];
    const refused = parameters.filter(
      ({ schema, example }) => example !== undefined && compile(schema)(example) !== true,
    );

    expect(refused).toEqual([]);
    expect(body === undefined || compile(body.schema)(body.example)).toBe(true);
    expect(() => compile(responses[200].content['application/json'].schema)).not.toThrow();
  },
);
