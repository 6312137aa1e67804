/** A JSON Schema (2020-12) as tools are written from it: the keywords that catalogues use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly propertyNames?: Schema;
  readonly [keyword: string]: unknown;
}

/** A schema without null, and whether it also accepts null. */
export interface SplitNullable {
  readonly schema: Schema;
  readonly nullable: boolean;
}

/** Drops the keys whose value is undefined, as `JSON.stringify` does. */
export const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value;

/** Returns the schema of a map's values; undefined for an object with fixed fields, or with none. */
export const mapValues = ({ properties, additionalProperties }: Schema): Schema | undefined =>
  properties === undefined && typeof additionalProperties === 'object' ? additionalProperties : undefined;

/** Replaces each schema directly inside a schema. */
export function mapChildren(schema: Schema, replace: (child: Schema) => Schema): Schema {
  const { properties, additionalProperties: values, items, anyOf } = schema;
  const replaced =
    properties &&
    Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, replace(child)]));
  return defined({
    ...schema,
    properties: replaced,
    additionalProperties: typeof values === 'object' ? replace(values) : values,
    items: items && replace(items),
    anyOf: anyOf?.map(replace),
  });
}

/** Removes null from `type`, `enum` and `anyOf`; a `const` becomes an enum of one value. */
export function splitNullable({ type, enum: values, anyOf, const: literal, ...rest }: Schema): SplitNullable {
  const types = [type ?? typeOf(literal) ?? []].flat();
  const variants = anyOf?.filter((variant) => variant.type !== 'null');
  const nullable =
    types.includes('null') || (variants !== undefined && variants.length < (anyOf?.length ?? 0));
  const [only, ...more] = variants ?? [];
  if (only && more.length === 0) {
    const inner = splitNullable({ ...only, ...rest });
    return { schema: inner.schema, nullable: nullable || inner.nullable };
  }

  const left = types.filter((one) => one !== 'null');
  const schema = {
    ...rest,
    type: left.length > 1 ? left : left[0],
    enum: literal === undefined ? values?.filter((value) => value !== null) : [literal],
    anyOf: variants,
  };
  return { schema: defined(schema), nullable };
}

const typeOf = (literal: unknown): string | undefined => (literal === undefined ? undefined : typeof literal);
