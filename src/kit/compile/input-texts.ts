import type { JsonSchema } from '../catalog/json-schema.js';
import { titleOf } from '../catalog/title-of.js';
import type { Wording } from '../catalog/wording.js';

/** What a form says to people beside the titles of its fields. */
export interface InputTexts {
  /** Hints by the path of their field, in place of its description. */
  readonly hints: Readonly<Record<string, string>>;
  /** Of each field with a set of values, by its name: those values with their words. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The texts of an action's form. */
export function inputTextsOf(actionId: string, input: JsonSchema, wording: Wording): InputTexts {
  const hints: Record<string, string> = {};
  const values: Record<string, Record<string, string>> = {};
  for (const { path, name, schema } of fieldsIn(input)) {
    const keys = [`${actionId}.${path}`, `${actionId}.${name}`, path, name];
    const hint = keys.map((key) => own(wording.hints, key)).find((text) => text !== undefined);
    if (hint !== undefined) hints[path] = hint;
    const named = namedIn([schema, ...((schema as Schema).items ? [(schema as Schema).items ?? {}] : [])]);
    for (const value of named) (values[name] ??= {})[value] = wordOf(wording, value);
  }
  return { hints, values };
}

/** The label of a field of an action's input or response. */
export const labelOf = (wording: Wording, actionId: string, field: string): string =>
  own(wording.labels, `${actionId}.${field}`) ?? own(wording.labels, field) ?? titleOf(field);

/** A value of an enum in words; a dimension of a report is a field. */
export const wordOf = (wording: Wording, value: string): string =>
  own(wording.values, value) ?? own(wording.labels, value) ?? titleOf(value);

/** The values that schemas name. */
export const namedIn = (schemas: readonly JsonSchema[]): string[] =>
  schemas.flatMap(({ enum: several = [], const: only }) =>
    [...(several as readonly unknown[]), only].filter((value) => typeof value === 'string' && value !== ''),
  ) as string[];

interface Schema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

interface FieldAt {
  readonly path: string;
  readonly name: string;
  readonly schema: JsonSchema;
}

/** Every field of an input; the variants of a union share their paths. */
function* fieldsIn(schema: JsonSchema, parent = ''): Generator<FieldAt> {
  const { properties = {}, items, anyOf = [] } = schema as Schema;
  for (const [name, field] of Object.entries(properties)) {
    yield { path: parent + name, name, schema: field };
    yield* fieldsIn(field, `${parent}${name}.`);
  }
  for (const inner of [...anyOf, ...(items ? [items] : [])]) yield* fieldsIn(inner, parent);
}

const own = (table: Readonly<Record<string, string>> = {}, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
