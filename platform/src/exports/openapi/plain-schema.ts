import { mapChildren } from '../schema/children.js';
import { defined } from '../schema/defined.js';
import { flattenKinds } from '../schema/flatten-kinds.js';
import { inlineRefs } from '../schema/inline-refs.js';
import { nullApart } from '../schema/null-apart.js';
import type { Schema } from '../schema/schema.js';
import { told } from '../schema/told.js';

/** The keywords that OpenAPI 3.0.3 shares with JSON Schema, composition and references left out. */
const KEYWORDS = [
  ...['type', 'description', 'enum', 'default', 'format', 'pattern'],
  ...['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
  ...['items', 'minItems', 'maxItems', 'minimum', 'maximum', 'minLength', 'maxLength'],
];

/** A schema in plain OpenAPI 3.0.3: nothing referenced or composed, string enums only, `nullable` for null. */
export const plainSchema = (schema: Schema): Schema => plain(inlineRefs(schema));

function plain(given: Schema): Schema {
  const { schema, nullable } = nullApart(given);
  const flat = told(schema.anyOf ? flattenKinds(schema) : schema, ['names']);
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
