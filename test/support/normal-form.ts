import { resolved } from './contract.js';

type Schema = Record<string, unknown>;

/** What a schema says about a field, in the one form that the contract and our inputs can be compared in. */
export interface NormalForm {
  nullable: boolean;
  enum?: unknown[];
  minimum?: unknown;
  maximum?: unknown;
  maxItems?: unknown;
  minItems?: unknown;
  maxProperties?: unknown;
  format?: unknown;
  default?: unknown;
  items?: NormalForm;
  values?: NormalForm;
  kinds?: { fields: Record<string, NormalForm>; required: string[] }[];
}

/** Follows references, spells const as enum and null as `nullable`, and turns objects into a list of kinds. */
export function normalForm(raw: Schema): NormalForm {
  const schema = resolved(raw);
  const variants = ((schema['anyOf'] as Schema[] | undefined) ?? []).map((one) => resolved(one));
  const real = variants.filter(({ type }) => type !== 'null');
  const nullable = real.length < variants.length || [schema['type']].flat().includes('null');
  if (real.length === 1) return { ...normalForm({ ...real[0], ...without(schema, 'anyOf') }), nullable };

  const { minimum, maximum, maxItems, minItems, maxProperties, format, default: standard, items } = schema;
  return {
    nullable,
    ...defined({ minimum, maximum, maxItems, minItems, maxProperties, format, default: standard }),
    ...defined({ enum: valuesOf(schema) }),
    ...(items === undefined ? {} : { items: normalForm(items as Schema) }),
    ...mapOrKinds(schema, real),
  };
}

function mapOrKinds(schema: Schema, variants: Schema[]): Partial<NormalForm> {
  const { properties, additionalProperties: values } = schema as {
    properties?: Schema;
    additionalProperties?: unknown;
  };
  if (typeof values === 'object') return { values: normalForm(values as Schema) };
  const objects = properties === undefined ? variants : [schema];
  return objects.some((one) => 'properties' in one) ? { kinds: merged(objects.map(kindOf)) } : {};
}

type Kind = NonNullable<NormalForm['kinds']>[number];

const kindOf = (schema: Schema): Kind => ({
  fields: Object.fromEntries(
    Object.entries(schema['properties'] as Record<string, Schema>)
      .map(([name, one]) => [name, normalForm(one)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ),
  required: ((schema['required'] as string[] | undefined) ?? []).slice().sort(),
});

/** Kinds that differ in the value of `type` alone are one kind with several values. */
function merged(kinds: Kind[]): Kind[] {
  const groups = new Map<string, Kind>();
  for (const kind of kinds) {
    const { type, ...rest } = kind.fields;
    const key = JSON.stringify([rest, kind.required]);
    const known = groups.get(key);
    const values = [...(known?.fields['type']?.enum ?? []), ...(type?.enum ?? [])].sort();
    groups.set(key, type ? { ...kind, fields: { ...rest, type: { ...type, enum: values } } } : kind);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}

function valuesOf({ enum: values, const: value }: Schema): unknown[] | undefined {
  if (value !== undefined) return [value];
  return (values as unknown[] | undefined)?.filter((one) => one !== null).sort();
}

const defined = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));

const without = (schema: Schema, keyword: string): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
