import 'reflect-metadata';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { InputClass } from '../catalog/define-action.js';
import { FIELD_CONVERTERS } from '../catalog/fields.js';
import type { JsonSchema } from '../catalog/json-schema.js';
import { render, type NameOf, type Text } from '../catalog/message.js';
import { URL_CONVERTERS } from '../catalog/url-field.js';
import type { Variants } from '../catalog/discriminated-union.js';
import { mapSchema } from './map-schema.js';

type Keywords = Record<string, unknown>;

/** Samples of ids, by field name. */
export type Samples = Readonly<Record<string, string>>;

/**
 * The JSON Schema (2020-12) of an input class, read from its validators; nested classes are inlined. Descriptions are
 * still texts with references: `renderSchema` turns them into strings.
 */
export const inputSchemaOf = (input: InputClass, samples: Samples): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...closed(input, samples),
});

/** The same schema with its descriptions as strings, in the names of a surface. */
export const renderSchema = (schema: JsonSchema, nameOf: NameOf): JsonSchema =>
  mapSchema(schema, (one) =>
    'description' in one ? { ...one, description: render(one['description'] as Text, nameOf) } : one,
  );

function closed(input: InputClass, samples: Samples): Keywords {
  const {
    type,
    properties = {},
    required,
    minProperties,
    title,
  } = targetConstructorToSchema(input, {
    additionalConverters: {
      ...FIELD_CONVERTERS,
      ...URL_CONVERTERS,
      nestedValidation: (meta: PropertyMeta) => inlineNested(meta, samples),
      isVariant: ({ constraints: [variants] }: { constraints: [Variants] }) => ({
        anyOf: [...new Set(Object.values(variants))].map((variant) => closed(variant, samples)),
      }),
    } as never,
  });
  const fields = Object.entries(properties as Record<string, Keywords>);
  const names = [...(required ?? []), ...fields.filter(isRequiredOrNull).map(([name]) => name)];
  return {
    ...(title === undefined ? {} : { title }),
    type: type ?? 'object',
    properties: Object.fromEntries(
      fields.map(([name, property]) => [name, withExample(nullableIn2020(property), samples[name])]),
    ),
    ...(names.length === 0 ? {} : { required: names }),
    ...(minProperties === undefined ? {} : { minProperties }),
    additionalProperties: input.anyField === true,
  };
}

/** class-validator-jsonschema takes every field with a condition for an optional one. */
function isRequiredOrNull([, property]: [string, Keywords]): boolean {
  return property['requiredOrNull'] === true;
}

const withExample = (property: Keywords, sample: string | undefined): Keywords =>
  sample === undefined || 'examples' in property ? property : { ...property, examples: [sample] };

interface PropertyMeta {
  readonly propertyName: string;
  /** Set by `Nested` and `NestedList`, and by unions without an input class. */
  readonly context?: { readonly input?: () => InputClass };
}

/** A union has no class of its own: its variants provide the schema. */
const inlineNested = ({ context }: PropertyMeta, samples: Samples): Keywords =>
  context?.input ? closed(context.input(), samples) : {};

/** `nullable: true` is OpenAPI 3.0; JSON Schema puts it into type and enum. */
function nullableIn2020({ nullable, requiredOrNull: _, ...schema }: Keywords): Keywords {
  if (nullable !== true) return schema;
  const { anyOf, enum: values, type } = schema as { anyOf?: unknown[]; enum?: unknown[]; type?: string };
  if (anyOf) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(values ? { enum: [...values, null] } : {}) };
}
