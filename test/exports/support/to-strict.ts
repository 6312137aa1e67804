type Schema = Record<string, unknown>;
type Fields = Record<string, unknown>;

/** What a model would write in the strict form to mean an input: all fields, null for what is left out, maps as entries. */
export function toStrict(schema: Schema, value: unknown): unknown {
  const {
    properties,
    additionalProperties: values,
    items,
    anyOf,
  } = schema as Record<string, Schema> & { anyOf?: Schema[] };
  if (typeof value !== 'object' || value === null) return value;
  if (anyOf)
    return toStrict(
      anyOf.find((kind) => isOf(kind, value))!,
      value,
    );
  if (Array.isArray(value)) return value.map((one) => toStrict(items!, one));
  if (properties === undefined && typeof values === 'object') {
    return Object.entries(value).map(([name, one]) => ({ name, value: toStrict(values, one) }));
  }
  const fields = Object.entries((properties ?? {}) as Record<string, Schema>);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, name in value ? toStrict(field, (value as Fields)[name]) : null]),
  );
}

function isOf({ type, properties }: Schema, value: object): boolean {
  if (Array.isArray(value)) return type === 'array';
  const told = (properties as Record<string, { enum?: unknown[] }> | undefined)?.['type']?.enum;
  return told?.includes((value as Fields)['type']) ?? false;
}

/** The input without the nulls that the strict form cannot say: those of fields that may be left out. */
export function withoutOptionalNulls(schema: Schema, value: unknown): unknown {
  const {
    properties,
    required = [],
    items,
    anyOf,
  } = schema as Record<string, Schema> & { required?: string[]; anyOf?: Schema[] };
  if (typeof value !== 'object' || value === null) return value;
  if (anyOf)
    return withoutOptionalNulls(
      anyOf.find((kind) => isOf(kind, value))!,
      value,
    );
  if (Array.isArray(value)) return value.map((one) => withoutOptionalNulls(items!, one));
  if (properties === undefined) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => one !== null || required.includes(name))
      .map(([name, one]) => [name, withoutOptionalNulls(properties[name] as Schema, one)]),
  );
}
