import type { JsonSchema } from 'anthropic-admin-connector/kit';

/** The type of a field of an input, as a policy sees it. */
export type FieldType =
  | { readonly kind: 'text'; readonly values?: readonly string[] }
  | { readonly kind: 'whole' | 'flag' | 'names' }
  | { readonly kind: 'list'; readonly of: FieldType }
  | RecordType;

/** An object with fields of its own. */
export interface RecordType {
  readonly kind: 'record';
  readonly fields: Readonly<Record<string, FieldType>>;
}

type Schemas = readonly JsonSchema[];

/** The type of a field; undefined where a policy cannot see it, such as a number with a fraction. */
export function typeOf(schema: JsonSchema): FieldType | undefined {
  const variants = (schema['anyOf'] ?? schema['oneOf']) as Schemas | undefined;
  if (variants) return variants.map(typeOf).reduce(merged);
  const values =
    schema['const'] === undefined ? (schema['enum'] as unknown[] | undefined) : [schema['const']];
  const kinds = [schema['type'] ?? typeof values?.[0]].flat().filter((kind) => kind !== 'null');
  if (kinds.length !== 1) return undefined;
  const texts = values?.filter((value): value is string => typeof value === 'string');
  switch (kinds[0]) {
    case 'string':
      return { kind: 'text', ...(texts ? { values: texts } : {}) };
    case 'integer':
      return { kind: 'whole' };
    case 'boolean':
      return { kind: 'flag' };
    case 'array': {
      const of = typeOf((schema['items'] ?? {}) as JsonSchema);
      return of && { kind: 'list', of };
    }
    case 'object':
      return objectOf(schema);
    default:
      return undefined;
  }
}

function objectOf(schema: JsonSchema): FieldType {
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  if (!properties) return { kind: 'names' };
  const fields = Object.entries(properties).flatMap(([name, one]) => {
    const type = typeOf(one);
    return type ? [[name, type] as const] : [];
  });
  return { kind: 'record', fields: Object.fromEntries(fields) };
}

/** What two variants have in common: objects have the fields of both, and what is not of one type in both is not seen. */
function merged(one: FieldType | undefined, other: FieldType | undefined): FieldType | undefined {
  if (!one || !other) return one ?? other;
  if (one.kind === 'text' && other.kind === 'text') {
    const both = one.values && other.values;
    return { kind: 'text', ...(both ? { values: [...new Set([...both, ...(other.values ?? [])])] } : {}) };
  }
  if (one.kind !== 'record' || other.kind !== 'record') return one.kind === other.kind ? one : undefined;
  const fields: Record<string, FieldType> = { ...one.fields };
  for (const [name, type] of Object.entries(other.fields)) {
    const both = Object.hasOwn(fields, name) ? merged(fields[name], type) : type;
    if (both) fields[name] = both;
    else delete fields[name];
  }
  return { kind: 'record', fields };
}

/** The same in a schema of Cedar; every field of an input may be absent. */
export function cedarTypeOf(type: FieldType): object {
  switch (type.kind) {
    case 'text':
      return { type: 'String' };
    case 'whole':
      return { type: 'Long' };
    case 'flag':
      return { type: 'Boolean' };
    case 'names':
      return { type: 'Set', element: { type: 'String' } };
    case 'list':
      return { type: 'Set', element: cedarTypeOf(type.of) };
    case 'record':
      return {
        type: 'Record',
        attributes: Object.fromEntries(
          Object.entries(type.fields).map(([name, one]) => [name, { ...cedarTypeOf(one), required: false }]),
        ),
      };
  }
}

/** A value for Cedar. */
export type CedarValue = string | number | boolean | CedarValue[] | { [name: string]: CedarValue };

/** A value as a policy sees it; undefined where it is null or of another type. */
export function seen(type: FieldType, value: unknown): CedarValue | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type.kind) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'whole':
      return Number.isSafeInteger(value) ? (value as number) : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'names':
      return typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : undefined;
    case 'list':
      if (!Array.isArray(value)) return undefined;
      return value.map((one) => seen(type.of, one)).filter((one) => one !== undefined);
    case 'record':
      if (typeof value !== 'object' || Array.isArray(value)) return undefined;
      return seenFields(type, value as Readonly<Record<string, unknown>>);
  }
}

/** The fields of an object as a policy sees them. */
export function seenFields(
  { fields }: RecordType,
  value: Readonly<Record<string, unknown>>,
): { [name: string]: CedarValue } {
  const shown: { [name: string]: CedarValue } = {};
  for (const name of Object.keys(value)) {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const one = type && seen(type, value[name]);
    if (one !== undefined) shown[name] = one;
  }
  return shown;
}

/** The names of fields that the input sets to null, by their paths. */
export function clearedIn(value: Readonly<Record<string, unknown>>, path = ''): string[] {
  return Object.entries(value).flatMap(([name, one]) => {
    if (one === null) return [`${path}${name}`];
    if (typeof one !== 'object' || Array.isArray(one)) return [];
    return clearedIn(one as Readonly<Record<string, unknown>>, `${path}${name}.`);
  });
}
