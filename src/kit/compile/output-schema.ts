import type { OutputClass } from '../catalog/define-action.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import { inputSchemaOf } from './input-schema.js';
import { mapSchema } from './map-schema.js';

/** The schemas of a contract, by name; they refer to each other by `#/$defs/<name>`. */
export type SchemaDefinitions = Readonly<Record<string, JsonSchema>>;

/**
 * The JSON Schema (2020-12) of a response, with the definitions it needs.
 * @throws Error where the contract has no schema of this name.
 */
export function outputSchemaOf(name: string, all: SchemaDefinitions): JsonSchema {
  const schema = all[name];
  if (schema === undefined) throw new Error(`The contract has no schema "${name}".`);
  const $defs: Record<string, JsonSchema> = {};
  collect(schema, all, $defs);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...schema,
    ...(Object.keys($defs).length > 0 ? { $defs } : {}),
  };
}

/** The JSON Schema of a response of ours, read from its validators. A later version may add fields. */
export const ownOutputSchemaOf = (output: OutputClass): JsonSchema =>
  mapSchema(inputSchemaOf(output, {}), (one) => {
    const { additionalProperties, ...schema } = one;
    return additionalProperties === false ? schema : one;
  });

function collect(node: unknown, all: SchemaDefinitions, into: Record<string, JsonSchema>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [keyword, value] of Object.entries(node)) {
    const name = keyword === '$ref' ? String(value).replace('#/$defs/', '') : undefined;
    if (name === undefined) collect(value, all, into);
    else if (!(name in into)) {
      const found = all[name];
      if (found === undefined) throw new Error(`The contract has no schema "${name}".`);
      into[name] = found;
      collect(found, all, into);
    }
  }
}
