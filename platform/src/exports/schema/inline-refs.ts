import { mapChildren } from './children.js';
import { without } from './defined.js';
import type { Schema } from './schema.js';

const PREFIX = '#/$defs/';

/** The schema with every reference replaced by what it names; a definition inside itself becomes "anything". */
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
  const name = $ref.replace(PREFIX, '');
  if (inside.includes(name)) return beside;
  return inline({ ...definitions[name], ...beside }, definitions, [...inside, name]);
}
