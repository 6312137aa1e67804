import { defined } from './defined.js';
import type { Schema } from './schema.js';

/** The schema with each schema directly inside it replaced. */
export function mapChildren(schema: Schema, replace: (child: Schema) => Schema): Schema {
  const { properties, additionalProperties: values, items, anyOf } = schema;
  return defined({
    ...schema,
    properties: properties && mapValuesOf(properties, replace),
    additionalProperties: typeof values === 'object' ? replace(values) : values,
    items: items && replace(items),
    anyOf: anyOf?.map(replace),
  });
}

/** The schema with its description, and those of everything inside it, replaced. */
export function mapDescriptions(schema: Schema, replace: (description: string) => string): Schema {
  const { description } = schema;
  const here = description === undefined ? schema : { ...schema, description: replace(description) };
  return mapChildren(here, (child) => mapDescriptions(child, replace));
}

const mapValuesOf = (
  record: Readonly<Record<string, Schema>>,
  replace: (one: Schema) => Schema,
): Record<string, Schema> =>
  Object.fromEntries(Object.entries(record).map(([name, one]) => [name, replace(one)]));
