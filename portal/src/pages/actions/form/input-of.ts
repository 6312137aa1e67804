import type { Input, Schema } from '../catalog/action.js';

/**
 * The input that a form stands for: what is empty and need not be there is left out, also in nested objects. Null stays
 * where the schema wants the field.
 */
export function inputOf(schema: Schema, data: unknown): Input {
  return (filled(schema, data) ?? {}) as Input;
}

function filled(schema: Schema, value: unknown): unknown {
  if (!isObject(value)) return value === '' ? undefined : value;
  const properties = (schema.anyOf ? alternativeFor(schema.anyOf, value) : schema).properties;
  if (!properties) return value;
  const { required = [] } = schema.anyOf ? alternativeFor(schema.anyOf, value) : schema;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, field]) => [name, filled(properties[name] ?? {}, field)] as const)
      .filter(([name, field]) => field !== undefined && (required.includes(name) || !isEmpty(field))),
  );
}

const alternativeFor = (options: readonly Schema[], value: Readonly<Record<string, unknown>>): Schema =>
  options.find(({ properties }) => properties?.['type']?.enum?.includes(value['type'])) ?? {};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isEmpty(value: unknown): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}
