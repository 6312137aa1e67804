import type { Schema } from './json-schema.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Turns the arguments of a strict tool into the input of its action: drops the nulls of optional fields and makes maps of
 * lists of entries. Whatever does not have the strict form stays as it is, for the action to refuse.
 * @param schema - the `inputSchema` of the action, not the schema of the tool
 */
export function fromStrict(schema: Schema, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { anyOf = [], properties, additionalProperties: entry, items = {}, required = [] } = schema;
  const variants = anyOf.filter(({ type }) => type !== 'null');
  if (variants.length > 0) return fromStrict(variantOf(variants, value), value);
  if (properties === undefined && typeof entry === 'object') return mapOf(entry, value);
  if (Array.isArray(value)) return value.map((item) => fromStrict(items, item));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, field]) => field !== null || required.includes(name))
      .map(([name, field]) => [name, fromStrict(properties?.[name] ?? {}, field)]),
  );
}

const mapOf = (entry: Schema, value: object): unknown =>
  Array.isArray(value) && value.every(isEntry)
    ? Object.fromEntries(value.map((one) => [one.name, fromStrict(entry, one.value)]))
    : value;

const isEntry = (one: unknown): one is { readonly name: string; readonly value: unknown } =>
  typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string';

/** The variant of a union that a value belongs to: the list, or the object whose constants it has. */
function variantOf(variants: readonly Schema[], value: object): Schema {
  const [only, ...more] = variants;
  if (only && more.length === 0) return only;
  return variants.find((variant) => hasConstantsOf(variant, value)) ?? {};
}

function hasConstantsOf({ type, properties = {} }: Schema, value: object): boolean {
  if (Array.isArray(value)) return type === 'array';
  if (type === 'array') return false;
  return Object.entries(properties).every(
    ([name, { enum: values, const: literal }]) =>
      (values?.length !== 1 && literal === undefined) ||
      (values ?? [literal]).includes((value as Fields)[name]),
  );
}
