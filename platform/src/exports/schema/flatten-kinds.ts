import { mergedField, type FieldOfKind } from './merged-field.js';
import { defined } from './defined.js';
import { inWords } from './in-words.js';
import { nullApart } from './null-apart.js';
import type { Schema } from './schema.js';

/**
 * One schema for a union, for forms that have none. Kinds of objects become one object with the fields of all, each
 * telling where it belongs; other kinds can only be told in words, for a value of any type.
 */
export function flattenKinds(schema: Schema): Schema {
  const { anyOf = [], ...beside } = schema;
  const kinds = anyOf.map((kind) => nullApart(kind).schema).flatMap((kind) => kind.anyOf ?? [kind]);
  if (!kinds.every(({ properties }) => properties)) {
    const description = [beside.description, `Either ${kinds.map(inWords).join(', or ')}.`]
      .filter(Boolean)
      .join(' ');
    return { ...beside, description };
  }

  const closed = kinds.every(({ additionalProperties }) => additionalProperties === false);
  return defined({
    ...beside,
    type: 'object',
    properties: mergedFields(kinds),
    required: requiredByAll(kinds),
    additionalProperties: closed ? false : undefined,
  });
}

function mergedFields(kinds: readonly Schema[]): Record<string, Schema> {
  const names = [...new Set(kinds.flatMap(({ properties = {} }) => Object.keys(properties)))];
  const telling = names.find((name) => kinds.every((kind) => valuesOf(kind, name) !== undefined)) ?? '';
  return Object.fromEntries(
    names.map((name) => [name, mergedField(fieldsOf(kinds, name, telling), kinds.length)]),
  );
}

function fieldsOf(kinds: readonly Schema[], name: string, telling: string): FieldOfKind[] {
  return kinds
    .filter(({ properties = {} }) => name in properties)
    .map((kind) => ({
      ...nullApart(kind.properties?.[name] ?? {}),
      required: kind.required?.includes(name) ?? false,
      where: name === telling ? '' : `${telling} is ${(valuesOf(kind, telling) ?? []).join(' or ')}`,
    }));
}

const valuesOf = ({ properties = {} }: Schema, name: string): readonly unknown[] | undefined =>
  properties[name] && nullApart(properties[name]).schema.enum;

function requiredByAll(kinds: readonly Schema[]): readonly string[] | undefined {
  const [first, ...rest] = kinds.map(({ required = [] }) => required);
  const common = (first ?? []).filter((name) => rest.every((required) => required.includes(name)));
  return common.length > 0 ? common : undefined;
}
