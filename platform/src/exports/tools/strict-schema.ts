import { defined } from '../schema/defined.js';
import { nullApart } from '../schema/null-apart.js';
import { mapValues, type Schema } from '../schema/schema.js';
import { told } from '../schema/told.js';

const LEFT_OUT = 'Null leaves it out.';
const NEVER_NULL = 'In this form null leaves it out and clears nothing.';

/**
 * A schema in the form that strict tools take: all fields required, those that may be left out nullable, nothing beside
 * them, a map as a list of its entries. Bounds go into the description, as not every model takes their keywords.
 */
export function strictSchema(given: Schema): Schema {
  const { schema, nullable } = nullApart(given);
  const { description } = told(schema, ['range', 'length', 'items', 'fields', 'names', 'format', 'default']);
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
  const { description } = told(strict, [], [nullApart(field).nullable ? NEVER_NULL : LEFT_OUT]);
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
