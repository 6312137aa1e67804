import type { JsonSchema } from '../catalog/json-schema.js';
import type { Wording } from '../catalog/wording.js';
import { namedIn, wordOf } from './input-texts.js';

/** The words of a response. */
export interface OutputWords {
  /** Of each field whose values the API names: those values with their words. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What null means in a field. */
  readonly nulls: Readonly<Record<string, string>>;
}

/**
 * The words of a response, by field, at any depth. The values of a field are those of its enum; where the response names none,
 * those of the input's filter by this field (`products` of `product`).
 */
export function outputWordsOf(output: JsonSchema, input: JsonSchema, wording: Wording): OutputWords {
  const filters = new Map<string, Set<string>>();
  const values = new Map<string, Set<string>>();
  for (const [name, schema] of fieldsIn(input))
    gather(filters, name.replace(/s$/, ''), namedIn(resolve(schema, {})));
  const definitions = (output['$defs'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  for (const [name, schema] of fieldsIn(output)) {
    const resolved = resolve(schema, definitions);
    const named = namedIn(resolved);
    // Some versions of the API repeat the type of an object in a field beside it.
    gather(values, `${name}_type`, resolved.flatMap(typesOf));
    gather(values, name, named.length > 0 ? named : [...(isText(resolved) ? (filters.get(name) ?? []) : [])]);
  }
  return {
    values: Object.fromEntries(
      [...values].map(([name, all]) => [
        name,
        Object.fromEntries([...all].map((value) => [value, wordOf(wording, value)])),
      ]),
    ),
    // An older version of the API may have fields that the schema lacks, so these are not compared with it.
    nulls: wording.nulls,
  };
}

function gather(into: Map<string, Set<string>>, name: string, values: readonly string[]): void {
  if (values.length === 0) return;
  into.set(name, new Set([...(into.get(name) ?? []), ...values]));
}

/** Every field of a schema and of the schemas inside it, with its own schema. */
function* fieldsIn(node: unknown): Generator<[name: string, schema: JsonSchema]> {
  if (typeof node !== 'object' || node === null) return;
  const { properties = {}, ...others } = node as JsonSchema & {
    properties?: Readonly<Record<string, JsonSchema>>;
  };
  for (const [name, schema] of Object.entries(properties)) {
    yield [name, schema];
    yield* fieldsIn(schema);
  }
  for (const inner of Object.values(others)) yield* fieldsIn(inner);
}

/** The schema with the ones that it refers to or offers as alternatives, on one level; of a list those of its items. */
function resolve(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): JsonSchema[] {
  const { $ref, anyOf = [], items } = schema as Alternatives;
  const target = $ref === undefined ? undefined : definitions[$ref.replace('#/$defs/', '')];
  const inner = [...(target ? [target] : []), ...anyOf, ...(items ? [items] : [])];
  return [schema, ...inner.flatMap((one) => resolve(one, definitions))];
}

interface Alternatives {
  readonly $ref?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
}

/** The values of the field `type` of an object. */
const typesOf = ({ properties }: JsonSchema): string[] =>
  namedIn([(properties as Readonly<Record<string, JsonSchema>> | undefined)?.['type'] ?? {}]);

const isText = (schemas: readonly JsonSchema[]): boolean =>
  schemas.some(({ type }) => [type].flat().includes('string'));
