import {
  defined,
  describeKeywords,
  mapChildren,
  splitNullable,
  type Schema,
} from 'anthropic-admin-connector/tools';
import { flattenUnion } from '../schema/flatten-union.js';
import { inlineRefs } from '../schema/references.js';

/** The keywords that OpenAPI 3.0.3 shares with JSON Schema, without composition and references. */
const KEYWORDS = [
  ...['type', 'description', 'enum', 'default', 'format', 'pattern'],
  ...['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
  ...['items', 'minItems', 'maxItems', 'minimum', 'maximum', 'minLength', 'maxLength'],
];

/** Writes a schema in plain OpenAPI 3.0.3: no references, no composition, string enums only, `nullable` for null. */
export const plainSchema = (schema: Schema): Schema => plain(inlineRefs(schema));

function plain(given: Schema): Schema {
  const { schema, nullable } = splitNullable(given);
  const flat = describeKeywords(schema.anyOf ? flattenUnion(schema) : schema, ['names']);
  const kept = Object.fromEntries(
    KEYWORDS.filter((keyword) => keyword in flat).map((key) => [key, flat[key]]),
  );
  return mapChildren(
    defined({
      ...(kept as Schema),
      type: typeof flat.type === 'string' ? flat.type : undefined,
      enum: flat.enum?.every((value) => typeof value === 'string') ? flat.enum : undefined,
      example: flat.examples?.[0],
      nullable: nullable && typeof flat.type === 'string' ? true : undefined,
    }),
    plain,
  );
}
