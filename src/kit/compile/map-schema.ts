import type { JsonSchema } from '../catalog/json-schema.js';

/** Where a schema is in the one around it. */
export interface SchemaPlace {
  readonly keyword: string;
  /** Of `properties` and `$defs`: the name it has there. */
  readonly name?: string;
}

/** Keywords whose value maps names to schemas. */
const MAPS = new Set(['properties', '$defs', 'definitions']);
/** Keywords whose value is a schema, or a list of schemas. */
const SCHEMAS = new Set(['anyOf', 'items', 'additionalProperties', 'propertyNames']);

/** Replaces a schema and every schema inside it, the inner ones first. */
export function mapSchema(
  schema: JsonSchema,
  replace: (schema: JsonSchema, place: SchemaPlace) => JsonSchema,
  place: SchemaPlace = { keyword: '' },
): JsonSchema {
  const inside = (one: unknown, at: SchemaPlace): unknown =>
    typeof one === 'object' && one !== null ? mapSchema(one as JsonSchema, replace, at) : one;
  const mapped = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (MAPS.has(keyword)) {
      const named = Object.entries(value as object);
      return [
        keyword,
        Object.fromEntries(named.map(([name, one]) => [name, inside(one, { keyword, name })])),
      ];
    }
    if (!SCHEMAS.has(keyword)) return [keyword, value];
    return [
      keyword,
      Array.isArray(value) ? value.map((one) => inside(one, { keyword })) : inside(value, { keyword }),
    ];
  });
  return replace(Object.fromEntries(mapped), place);
}
