import { mapChildren, type Schema } from 'anthropic-admin-connector/tools';

const DEFINITIONS = '#/$defs/';

/** Drops the named keys. */
export const without = <Value extends object>(value: Value, keys: readonly string[]): Value =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) as Value;

/** Replaces every reference by its definition; a definition inside itself becomes a schema that accepts anything. */
export function inlineRefs(schema: Schema): Schema {
  return inline(without(schema, ['$defs']), schema.$defs ?? {}, []);
}

function inline(
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
  inside: readonly string[],
): Schema {
  const { $ref, ...beside } = schema;
  if ($ref === undefined) return mapChildren(schema, (child) => inline(child, definitions, inside));
  const name = $ref.replace(DEFINITIONS, '');
  if (inside.includes(name)) return beside;
  return inline({ ...definitions[name], ...beside }, definitions, [...inside, name]);
}
