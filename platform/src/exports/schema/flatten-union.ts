import { isDeepStrictEqual } from 'node:util';
import { defined, splitNullable, type Schema } from 'anthropic-admin-connector/tools';

/** A field as one variant of a union has it. */
interface VariantField {
  readonly schema: Schema;
  readonly nullable: boolean;
  readonly required: boolean;
  /** The condition that selects the variant, such as `type is user`; empty for the discriminator itself. */
  readonly where: string;
}

/**
 * Turns a union into one schema, for forms without composition. Variants that are objects become one object with the
 * fields of all, each description naming its variant. Other variants become a value of any type that the description
 * explains.
 */
export function flattenUnion(schema: Schema): Schema {
  const { anyOf = [], ...beside } = schema;
  const variants = anyOf
    .map((variant) => splitNullable(variant).schema)
    .flatMap((variant) => variant.anyOf ?? [variant]);
  if (!variants.every(({ properties }) => properties)) {
    const description = [beside.description, `Either ${variants.map(schemaAsText).join(', or ')}.`]
      .filter(Boolean)
      .join(' ');
    return { ...beside, description };
  }

  const closed = variants.every(({ additionalProperties }) => additionalProperties === false);
  return defined({
    ...beside,
    type: 'object',
    properties: mergedFields(variants),
    required: requiredByAll(variants),
    additionalProperties: closed ? false : undefined,
  });
}

function mergedFields(variants: readonly Schema[]): Record<string, Schema> {
  const names = [...new Set(variants.flatMap(({ properties = {} }) => Object.keys(properties)))];
  const discriminator =
    names.find((name) => variants.every((variant) => valuesOf(variant, name) !== undefined)) ?? '';
  return Object.fromEntries(
    names.map((name) => [name, mergedField(fieldsOf(variants, name, discriminator), variants.length)]),
  );
}

function fieldsOf(variants: readonly Schema[], name: string, discriminator: string): VariantField[] {
  return variants
    .filter(({ properties = {} }) => name in properties)
    .map((variant) => ({
      ...splitNullable(variant.properties?.[name] ?? {}),
      required: variant.required?.includes(name) ?? false,
      where:
        name === discriminator
          ? ''
          : `${discriminator} is ${(valuesOf(variant, discriminator) ?? []).join(' or ')}`,
    }));
}

const valuesOf = ({ properties = {} }: Schema, name: string): readonly unknown[] | undefined =>
  properties[name] && splitNullable(properties[name]).schema.enum;

function requiredByAll(variants: readonly Schema[]): readonly string[] | undefined {
  const [first, ...rest] = variants.map(({ required = [] }) => required);
  const common = (first ?? []).filter((name) => rest.every((required) => required.includes(name)));
  return common.length > 0 ? common : undefined;
}

/** Keeps the keywords on which all variants agree and the values of all, and describes where the field belongs. */
function mergedField(fields: readonly VariantField[], variantCount: number): Schema {
  const schemas = fields.map(({ schema }) => schema);
  const common = Object.fromEntries(
    Object.entries(schemas[0] ?? {}).filter(([keyword, value]) =>
      schemas.every((schema) => isDeepStrictEqual(schema[keyword], value)),
    ),
  ) as Schema;
  const nullable = fields.some((field) => field.nullable);
  const merged = { ...common, enum: allValues(schemas), description: descriptionOf(fields, variantCount) };
  return nullable ? orNull(defined(merged)) : defined(merged);
}

function allValues(schemas: readonly Schema[]): readonly unknown[] | undefined {
  if (schemas.some((schema) => schema.enum === undefined)) return undefined;
  return [...new Set(schemas.flatMap((schema) => schema.enum ?? []))];
}

function descriptionOf(fields: readonly VariantField[], variantCount: number): string | undefined {
  const texts = new Set(fields.map(({ schema }) => schema.description ?? ''));
  const same = texts.size === 1;
  if (fields.every(({ where }) => where === '') || (same && fields.length === variantCount)) {
    return [...texts].filter(Boolean).join(' ') || undefined;
  }
  if (!same) return fields.map((field) => `${whereOf(field)}: ${field.schema.description ?? ''}`).join(' ');
  const where = fields.map((field) => field.where).join(', or ');
  const need = fields.every(({ required }) => required) ? ', and required there' : '';
  return [`Only where ${where}${need}.`, ...texts].filter(Boolean).join(' ');
}

const whereOf = ({ where, required }: VariantField): string =>
  `Where ${where}${required ? ' (required there)' : ''}`;

const orNull = ({ type, ...schema }: Schema): Schema =>
  type === undefined ? schema : { ...schema, type: [...[type].flat(), 'null'] };

const PLURALS: Readonly<Record<string, string>> = {
  string: 'strings',
  integer: 'integers',
  number: 'numbers',
  boolean: 'booleans',
};

/** Writes a schema as a phrase, such as `"a"`, `one of "a", "b"` or `a list of strings`. */
function schemaAsText({ enum: values, const: literal, type, items }: Schema): string {
  const all = literal === undefined ? values : [literal];
  if (all !== undefined) return `${all.length > 1 ? 'one of ' : ''}${quoted(all)}`;
  if (type === 'array') return `a list of ${items?.enum ? quoted(items.enum) : plural(items?.type)}`;
  return `a value of type ${[type ?? 'any'].flat().join(' or ')}`;
}

const quoted = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

const plural = (type: Schema['type']): string => PLURALS[String(type)] ?? 'objects';
