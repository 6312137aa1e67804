import type { ActionInput, InputSchema } from '../catalog/action.js';

/**
 * The input to send: without empty optional strings, lists and objects, also in nested objects.
 * A null is kept, because it was entered as JSON on purpose.
 */
export const inputOf = (schema: InputSchema, data: unknown): ActionInput =>
  (filled(schema, data, isEmpty) ?? {}) as ActionInput;

/** The form data without the nulls of fields that are not set. */
export const withoutNulls = (schema: InputSchema, data: unknown): ActionInput =>
  (filled(schema, data, (value) => value === null) ?? {}) as ActionInput;

/**
 * The form data after a change. Where another variant was chosen, only its `type` is left, because fields with the same name
 * mean something else there.
 */
export function withoutOtherVariant(schema: InputSchema, before: unknown, after: unknown): unknown {
  if (!isObject(before) || !isObject(after)) return after;
  if (schema.anyOf) {
    const left = alternativeFor(schema.anyOf, before);
    const chosen = alternativeFor(schema.anyOf, after);
    return left.properties && chosen.properties && left !== chosen ? { type: after['type'] } : after;
  }
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => [
      name,
      withoutOtherVariant(schema.properties?.[name] ?? {}, before[name], value),
    ]),
  );
}

function filled(schema: InputSchema, value: unknown, isNothing: (value: unknown) => boolean): unknown {
  if (!isObject(value)) return value === '' ? undefined : value;
  const { properties, required = [] } = schema.anyOf ? alternativeFor(schema.anyOf, value) : schema;
  if (!properties) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, field]) => [name, filled(properties[name] ?? {}, field, isNothing)] as const)
      .filter(([name, field]) => field !== undefined && (required.includes(name) || !isNothing(field))),
  );
}

const alternativeFor = (
  options: readonly InputSchema[],
  value: Readonly<Record<string, unknown>>,
): InputSchema => options.find(({ properties }) => properties?.['type']?.enum?.includes(value['type'])) ?? {};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
