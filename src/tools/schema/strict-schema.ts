import { defined, mapValues, splitNullable, type Schema } from './json-schema.js';
import { describeKeywords } from './describe-keywords.js';

const LEFT_OUT = 'Null omits the field.';
const NEVER_NULL = 'In this form null omits the field and clears nothing.';

/**
 * Writes a schema in the form of strict tools: all fields required, optional ones nullable, no additional ones, a map as
 * a list of its entries. Bounds go into the description, because some models reject their keywords.
 */
export function strictSchema(given: Schema): Schema {
  const { schema, nullable } = splitNullable(given);
  const { description } = describeKeywords(schema, [
    'range',
    'length',
    'items',
    'fields',
    'names',
    'format',
    'default',
  ]);
  const strict = defined({ description, ...shapeOf(schema) });
  return nullable ? orNull(strict) : strict;
}

function shapeOf(schema: Schema): Schema {
  const { type, enum: values, anyOf, items } = schema;
  const entries = mapValues(schema);
  if (anyOf) return { anyOf: anyOf.map(strictSchema) };
  if (entries) return { type: 'array', items: entryOf(entries) };
  if (type === 'object') return objectOf(schema);
  if (type === 'array') return { type, items: strictSchema(items ?? {}) };
  return { type, enum: values };
}

function objectOf({ properties = {}, required = [] }: Schema): Schema {
  const fields = Object.entries(properties).map(([name, field]) => [
    name,
    required.includes(name) ? strictSchema(field) : optional(field),
  ]);
  return {
    type: 'object',
    properties: Object.fromEntries(fields) as Record<string, Schema>,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

function optional(field: Schema): Schema {
  const strict = strictSchema(field);
  const { description } = describeKeywords(
    strict,
    [],
    [splitNullable(field).nullable ? NEVER_NULL : LEFT_OUT],
  );
  return { ...orNull(strict), description };
}

const entryOf = (values: Schema): Schema =>
  objectOf({
    properties: { name: { type: 'string', description: 'Name of the entry.' }, value: values },
    required: ['name', 'value'],
  });

function orNull({ type, enum: values, anyOf, ...rest }: Schema): Schema {
  const types = [type ?? []].flat();
  return defined({
    ...rest,
    type: types.length > 0 ? [...new Set([...types, 'null'])] : undefined,
    enum: values && [...new Set([...values, null])],
    anyOf: anyOf && (anyOf.some((kind) => kind.type === 'null') ? anyOf : [...anyOf, { type: 'null' }]),
  });
}
