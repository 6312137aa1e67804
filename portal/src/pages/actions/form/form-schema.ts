import type { Schema } from '../catalog/action.js';
import { labelOf } from './labels.js';

/** Marks a field that may be null although it must be there; the form then offers "none". */
export const NULL_MEANS = 'x-null';

/**
 * The schema as the form draws it: what may be null is left out where it is empty, defaults are told and not filled in
 * (the API applies them itself), and each alternative has a name. The input is judged by the true schema.
 */
export function formSchemaOf(schema: Schema): Schema {
  const { default: preset, anyOf, properties, required = [], items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(preset === undefined ? {} : { description: withDefault(schema.description, preset) }),
    ...typeOf(schema),
    ...(anyOf ? { anyOf: anyOf.filter((option) => option.type !== 'null').map(alternative) } : {}),
    ...(properties ? { properties: mapped(properties, required), required } : {}),
    ...(items ? { items: formSchemaOf(items) } : {}),
    ...(typeof additionalProperties === 'object' ? { additionalProperties } : {}),
  };
}

const mapped = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
): Record<string, Schema> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      {
        title: labelOf(name),
        ...(required.includes(name) ? formSchemaOf(property) : optional(formSchemaOf(property))),
        ...(required.includes(name) && isNullable(property) ? { [NULL_MEANS]: true } : {}),
      },
    ]),
  );

/** Of several forms the first is taken where nothing is said: for a field that need not be there that is none of them. */
const optional = (form: Schema): Schema =>
  form.anyOf ? { ...form, anyOf: [{ type: 'null', title: 'Left out' }, ...form.anyOf] } : form;

const isNullable = ({ type }: Schema): boolean => Array.isArray(type) && type.includes('null');

function typeOf({ type, enum: values }: Schema): Schema {
  const [only] = Array.isArray(type) ? type.filter((name: string) => name !== 'null') : [type];
  return {
    ...(only === undefined ? {} : { type: only as string }),
    ...(values ? { enum: values.filter((value) => value !== null) } : {}),
  };
}

/** One of several forms of a value, named by what tells it from the others. */
function alternative(option: Schema): Schema {
  const form = formSchemaOf(option);
  const kinds = option.properties?.['type']?.enum;
  if (option.const !== undefined)
    return { ...form, type: typeof option.const, title: labelOf(String(option.const)) };
  if (!kinds) return { ...form, title: 'A list' };
  const only = kinds.length === 1 ? { const: kinds[0], enum: undefined } : {};
  const kind = { ...form.properties?.['type'], ...only };
  return {
    ...form,
    title: kinds.map((name) => labelOf(String(name))).join(' or '),
    properties: { ...form.properties, type: kind },
  };
}

const withDefault = (description = '', preset: unknown): string =>
  `${description} Left out: ${typeof preset === 'string' ? preset : JSON.stringify(preset)}.`.trim();
