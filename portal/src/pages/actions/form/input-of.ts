import type { Input, Schema } from '../catalog/action.js';

/**
 * The input that is sent: without texts, lists and objects that are empty and need not be there, also in nested objects.
 * A null stays, for whoever writes one as JSON means it.
 */
export const inputOf = (schema: Schema, data: unknown): Input =>
  (filled(schema, data, isEmpty) ?? {}) as Input;

/** What the form has, without the nulls of fields that it shows as left out. */
export const withoutNulls = (schema: Schema, data: unknown): Input =>
  (filled(schema, data, (value) => value === null) ?? {}) as Input;

function filled(schema: Schema, value: unknown, isNothing: (value: unknown) => boolean): unknown {
  if (!isObject(value)) return value === '' ? undefined : value;
  const { properties, required = [] } = schema.anyOf ? alternativeFor(schema.anyOf, value) : schema;
  if (!properties) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, field]) => [name, filled(properties[name] ?? {}, field, isNothing)] as const)
      .filter(([name, field]) => field !== undefined && (required.includes(name) || !isNothing(field))),
  );
}

const alternativeFor = (options: readonly Schema[], value: Readonly<Record<string, unknown>>): Schema =>
  options.find(({ properties }) => properties?.['type']?.enum?.includes(value['type'])) ?? {};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
