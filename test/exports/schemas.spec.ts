import { flattenUnion } from '../../platform/src/exports/schema/flatten-union.js';
import { inlineRefs } from '../../platform/src/exports/schema/references.js';
import { plainSchema } from '../../platform/src/exports/openapi/plain-schema.js';
import { describeKeywords, splitNullable, strictSchema } from 'anthropic-admin-connector/tools';

const kind = (type: string, fields: object, required: string[] = []) => ({
  type: 'object',
  properties: { type: { type: 'string', enum: [type], description: `${type}: a kind.` }, ...fields },
  required: ['type', ...required],
  additionalProperties: false,
});

it.each([
  [{ type: ['string', 'null'] }, { schema: { type: 'string' }, nullable: true }],
  [
    { type: 'string', enum: ['a', null] },
    { schema: { type: 'string', enum: ['a'] }, nullable: false },
  ],
  [{ const: 'a' }, { schema: { type: 'string', enum: ['a'] }, nullable: false }],
  [{ type: 'integer' }, { schema: { type: 'integer' }, nullable: false }],
  [
    { anyOf: [{ type: 'string', description: 'Inner.' }, { type: 'null' }], description: 'Outer.' },
    { schema: { type: 'string', description: 'Outer.' }, nullable: true },
  ],
  [
    { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    { schema: { anyOf: [{ type: 'string' }, { type: 'integer' }] }, nullable: true },
  ],
])('takes null out of %j', (schema, apart) => {
  expect(splitNullable(schema)).toEqual(apart);
});

it('makes one object of kinds, each field telling where it belongs', () => {
  const union = {
    description: 'Who.',
    anyOf: [
      kind('user', { user_id: { type: 'string', description: 'Id.' }, note: { type: ['string', 'null'] } }, [
        'user_id',
      ]),
      kind('group', { name: { type: 'string' }, note: { type: ['string', 'null'] } }),
    ],
  };

  expect(flattenUnion(union)).toEqual({
    description: 'Who.',
    type: 'object',
    properties: {
      type: { type: 'string', enum: ['user', 'group'], description: 'user: a kind. group: a kind.' },
      user_id: { type: 'string', description: 'Only where type is user, and required there. Id.' },
      note: { type: ['string', 'null'] },
      name: { type: 'string', description: 'Only where type is group.' },
    },
    required: ['type'],
    additionalProperties: false,
  });
});

it('tells a field that kinds describe apart once for each of them, and keeps only what they share', () => {
  const union = {
    anyOf: [
      kind('gcp', { key: { type: 'string', pattern: '^projects/', maxLength: 9, description: 'Path.' } }, [
        'key',
      ]),
      kind('azure', { key: { type: 'string', maxLength: 9, description: 'Name.' } }),
    ],
  };

  expect(flattenUnion(union).properties?.['key']).toEqual({
    type: 'string',
    maxLength: 9,
    description: 'Where type is gcp (required there): Path. Where type is azure: Name.',
  });
});

it('tells kinds that are no objects in words, and takes a value of any type', () => {
  const union = {
    type: ['null'],
    description: 'Where.',
    default: 'any',
    anyOf: [
      { const: 'any' },
      { type: 'array', items: { type: 'string', enum: ['us', 'eu'] } },
      { type: 'null' },
    ],
  };

  expect(plainSchema(union)).toEqual({
    description: 'Where. Either "any", or a list of "us", "eu".',
    default: 'any',
  });
});

it('inlines references, and cuts what is inside itself', () => {
  const $defs = { Tree: { type: 'object', properties: { left: { $ref: '#/$defs/Tree' } } } };

  expect(inlineRefs({ $ref: '#/$defs/Tree', description: 'A tree.', $defs })).toEqual({
    type: 'object',
    description: 'A tree.',
    properties: { left: {} },
  });
});

it('keeps a field that is named like a keyword', () => {
  const schema = { type: 'object', properties: { enum: { type: 'string' }, $ref: { type: 'string' } } };

  expect(plainSchema(schema)).toEqual(schema);
  expect(strictSchema(schema).required).toEqual(['enum', '$ref']);
});

it.each([
  [{ minimum: 1, maximum: 9, description: 'Size, 1 to 9.' }, 'Size, 1 to 9.'],
  [{ minimum: 1, maximum: 9, description: 'Size.' }, 'Size. 1 to 9.'],
  [{ minimum: 1 }, 'At least 1.'],
  [{ maximum: 9, default: 3, description: 'Size.' }, 'Size. At most 9. Default 3.'],
  [{ format: 'date', description: 'Day.' }, 'Day. Format date.'],
  [{ description: 'Free.' }, 'Free.'],
  [{}, undefined],
])('tells the bounds of %j in words', (schema, description) => {
  expect(describeKeywords(schema, ['range', 'format', 'default']).description).toBe(description);
});
