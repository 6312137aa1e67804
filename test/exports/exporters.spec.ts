import { EXPORT_NAMES, EXPORTERS } from '../../platform/src/exports/exporters.js';
import { CATALOGUE, documentOf, INPUT, NOT_OFFERED, textOf } from './support/exported.js';
import { madeUp, madeUpInput } from './support/made-up.js';

const FOR_USE = EXPORT_NAMES.filter((name) => name !== 'catalog.json');

it('has the whole catalogue in catalog.json', () => {
  expect(documentOf('catalog.json')).toEqual({
    manifest: INPUT.manifest,
    actions: JSON.parse(JSON.stringify(CATALOGUE)) as unknown,
  });
});

it.each(FOR_USE)('leaves what is not offered out of %s', (name) => {
  const lines = textOf(name).split('\n');

  const found = NOT_OFFERED.filter(({ id }) =>
    lines.some(
      (line) => line.includes(`"${id}"`) || line.includes(`"anthropic_${id}"`) || line.includes(` ${id} =`),
    ),
  );
  expect(found).toEqual([]);
});

it.each(EXPORT_NAMES)('knows no connector and no endpoint of its own in %s', (name) => {
  const text = EXPORTERS[name].write(madeUpInput([madeUp()]));

  expect(text).toContain('lions_feed');
  expect(name.endsWith('.json') ? () => JSON.parse(text) as unknown : () => text).not.toThrow();
  expect(text.replace(/"credential": \{[^}]*\}[^}]*\}/, '')).not.toMatch(/anthropic|organizations/i);
});

it.each(['openapi.agen.json', 'openapi.json'] as const)(
  'puts the address of the platform into %s',
  (name) => {
    const { servers } = JSON.parse(EXPORTERS[name].write(madeUpInput([madeUp()]))) as {
      servers: { url: string }[];
    };

    expect(servers.map(({ url }) => url)).toEqual(['https://platform.example.com']);
  },
);

it('writes a request with its path, query and body where the route has them', () => {
  const feed = madeUp({ betas: ['x'], beta: true });
  const find = madeUp({
    id: 'lions_find',
    route: 'DELETE /v7/zoo/{zoo_id}/lions',
    request: {
      method: 'DELETE',
      path: '/v7/zoo/{zoo_id}/lions',
      place: { zoo_id: 'path', meals: 'query' },
    },
  });

  const { paths } = JSON.parse(EXPORTERS['openapi.agen.json'].write(madeUpInput([feed, find]))) as {
    paths: Record<string, Record<string, object>>;
  };

  const zoo = {
    name: 'zoo_id',
    in: 'path',
    required: true,
    description: 'Id of the zoo.',
    example: 'berlin',
  };
  expect(paths).toEqual({
    '/v1/connectors/zoo/api/v7/zoo/{zoo_id}/lions': {
      put: expect.objectContaining({
        operationId: 'lions_feed',
        description:
          'Gives a lion its dinner. Changes the organization; not safe to repeat. Beta: the API may still change it.',
        parameters: [{ ...zoo, schema: { type: 'string' } }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { meals: { type: 'integer', minimum: 1, description: 'How many meals.' } },
                required: ['meals'],
                additionalProperties: false,
              },
              example: { meals: 2 },
            },
          },
        },
        'x-beta': true,
      }),
      delete: expect.objectContaining({
        operationId: 'lions_find',
        parameters: [
          { ...zoo, schema: { type: 'string' } },
          {
            name: 'meals',
            in: 'query',
            required: true,
            description: 'How many meals.',
            schema: { type: 'integer', minimum: 1 },
            example: 2,
          },
        ],
      }),
    },
  });
});

it('writes an empty catalogue as documents without actions', () => {
  const read = (name: 'openapi.json' | 'tools.openai.json') =>
    JSON.parse(EXPORTERS[name].write(madeUpInput([]))) as { paths?: object };

  expect(read('openapi.json').paths).toEqual({});
  expect(read('tools.openai.json')).toEqual([]);
});

it('keeps a description within its length by leaving whole sentences out', () => {
  const limitation = { title: 'x'.repeat(900), workaround: 'y'.repeat(900) } as never;

  const tools = JSON.parse(
    EXPORTERS['tools.anthropic.json'].write(madeUpInput([madeUp({ limitations: [limitation] })])),
  ) as { description: string }[];

  expect(tools[0]?.description).toBe(
    'Gives a lion its dinner. Changes the organization; not safe to repeat.',
  );
});
