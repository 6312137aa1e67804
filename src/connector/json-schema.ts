import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { InputClass } from '../actions/define-action.js';
import { FIELD_CONVERTERS } from '../actions/fields.js';
import { URL_CONVERTERS } from '../actions/https-url.js';
import type { JsonSchema } from '../actions/json-schema.types.js';
import type { Kinds } from '../actions/kinds.js';

type Mutable = Record<string, unknown>;

const cache = new WeakMap<InputClass, JsonSchema>();

/** The JSON Schema (2020-12) of an input class, read from its validators; nested classes stand inline. */
export function jsonSchemaOf(input: InputClass): JsonSchema {
  const cached = cache.get(input);
  if (cached) return cached;
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...closed(input) };
  cache.set(input, schema);
  return schema;
}

function closed(input: InputClass): Mutable {
  const {
    type,
    properties = {},
    required,
    minProperties,
  } = targetConstructorToSchema(input, {
    additionalConverters: {
      ...FIELD_CONVERTERS,
      ...URL_CONVERTERS,
      nestedValidation: inlineNested,
      isKind: anyKind,
    } as never,
  });
  const fields = Object.entries(properties as Record<string, Mutable>);
  const names = [...(required ?? []), ...fields.filter(isRequiredOrNull).map(([name]) => name)];
  return {
    type: type ?? 'object',
    properties: Object.fromEntries(fields.map(([name, property]) => [name, nullableIn2020(property)])),
    ...(names.length === 0 ? {} : { required: names }),
    ...(minProperties === undefined ? {} : { minProperties }),
    additionalProperties: input.anyField === true,
  };
}

/** class-validator-jsonschema takes every field with a condition for one that may be left out. */
function isRequiredOrNull([, property]: [string, Mutable]): boolean {
  return property['requiredOrNull'] === true;
}

interface PropertyMeta {
  readonly propertyName: string;
  /** What `Nested`, `NestedList` and `OneOfKinds` note down: class-transformer shows the class by no public path. */
  readonly context?: { readonly input: () => InputClass };
}

function inlineNested({ propertyName, context }: PropertyMeta): Mutable {
  if (!context)
    throw new Error(`The nested input "${propertyName}" must be declared with Nested or NestedList.`);
  const input = context.input();
  // Without a value at hand a union names no class of its own; isKind tells its schema.
  return input === Object ? {} : closed(input);
}

function anyKind({ constraints: [kinds] }: { constraints: [Kinds] }): Mutable {
  return { anyOf: [...new Set(Object.values(kinds))].map(closed) };
}

/** `nullable: true` is OpenAPI 3.0; JSON Schema spells it into type and enum. */
function nullableIn2020({ nullable, requiredOrNull: _, ...schema }: Mutable): Mutable {
  if (nullable !== true) return schema;
  const { anyOf, enum: values, type } = schema as { anyOf?: unknown[]; enum?: unknown[]; type?: string };
  if (anyOf) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(values ? { enum: [...values, null] } : {}) };
}
