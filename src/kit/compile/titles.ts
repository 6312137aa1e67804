import type { JsonSchema } from '../catalog/json-schema.js';
import { titleOf } from '../catalog/title-of.js';
import { mapSchema } from './map-schema.js';

/** The schema without any `title`. */
export const withoutTitles = (schema: JsonSchema): JsonSchema =>
  mapSchema(schema, ({ title: _, ...others }) => others);

/** The schema with a `title` for each field, and for each variant of a union; one that is there stays. */
export function withTitles(schema: JsonSchema, labelOf: (field: string) => string = titleOf): JsonSchema {
  const definitions = (schema['$defs'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  return mapSchema(schema, (one, { keyword, name }) => {
    if (keyword === 'properties' && name !== undefined) return { title: labelOf(name), ...one };
    return keyword === 'anyOf' ? { title: variantTitle(one, definitions), ...one } : one;
  });
}

/** Titles of variants that are no object with a `type`, by their JSON type. */
const BY_TYPE: Readonly<Record<string, string>> = {
  array: 'List',
  boolean: 'Yes or no',
  integer: 'Number',
  null: 'None',
  number: 'Number',
  object: 'Object',
  string: 'Text',
};

function variantTitle(variant: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): string {
  const { $ref, const: only, enum: several, properties, type } = variant as Variant;
  if ($ref !== undefined) {
    const name = $ref.replace('#/$defs/', '');
    const { properties: fields } = (definitions[name] ?? {}) as Variant;
    return tagTitle(fields) ?? wordsOf(name);
  }
  if (only !== undefined || several) return valuesTitle(several ?? [only]);
  return tagTitle(properties) ?? BY_TYPE[[type ?? 'object'].flat()[0] ?? 'object'] ?? 'Object';
}

interface Variant {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Variant>>;
}

/** What the values of `type` say; undefined where any string may be one. */
function tagTitle(properties: Variant['properties'] = {}): string | undefined {
  const { const: only, enum: several } = properties['type'] ?? {};
  return only === undefined && !several ? undefined : valuesTitle(several ?? [only]);
}

const valuesTitle = (values: readonly unknown[]): string =>
  values.map((value) => titleOf(String(value))).join(' or ');

/** `CostReportItem` becomes "Cost report item". */
const wordsOf = (name: string): string =>
  titleOf(
    name.replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end}_${start.toLowerCase()}`),
  );
