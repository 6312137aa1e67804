import { API_SCHEMAS } from '../actions/api-schemas.generated.js';
import type { ApiSchemaName } from '../actions/api-types.generated.js';
import type { JsonSchema } from '../actions/json-schema.types.js';

type Definitions = Record<string, JsonSchema>;

const cache = new Map<string, JsonSchema>();

/** The JSON Schema (2020-12) of an answer, with the definitions it needs, from `contract/schemas.json`. */
export function outputSchemaOf(name: ApiSchemaName): JsonSchema {
  const cached = cache.get(name);
  if (cached) return cached;
  const $defs: Definitions = {};
  collect(API_SCHEMAS[name], API_SCHEMAS, $defs);
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...API_SCHEMAS[name],
    ...(Object.keys($defs).length > 0 ? { $defs } : {}),
  };
  cache.set(name, schema);
  return schema;
}

function collect(node: unknown, all: Definitions, into: Definitions): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [keyword, value] of Object.entries(node)) {
    const name = keyword === '$ref' ? String(value).replace('#/$defs/', '') : undefined;
    if (name === undefined) collect(value, all, into);
    else if (!(name in into)) {
      into[name] = all[name] as JsonSchema;
      collect(into[name], all, into);
    }
  }
}
