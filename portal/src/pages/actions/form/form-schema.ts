import { titleOf } from 'anthropic-admin-connector/key-format';
import type { ActionDescription, InputSchema } from '../catalog/action.js';

/** Marks a required field that may be null; the form then offers null as a choice. */
export const NULL_MEANS = 'x-null';

/**
 * The schema of the form: empty nullable fields are omitted, defaults are described but not filled in
 * (the API applies them), hints are in place of descriptions, values in words, and each alternative has a name. The input is validated against
 * the original schema.
 * @param texts - of the action
 * @param parent - the path of the schema, with a dot at its end
 */
export function formSchemaOf(schema: InputSchema, texts: Texts = {}, parent = ''): InputSchema {
  const { default: preset, anyOf, properties, required = [], items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(preset === undefined ? {} : { description: withDefault(schema.description, preset) }),
    ...typeOf(schema),
    ...(anyOf
      ? {
          anyOf: anyOf
            .filter((option) => option.type !== 'null')
            .map((one) => alternative(one, texts, parent)),
        }
      : {}),
    ...(properties ? { properties: mapped(properties, required, texts, parent), required } : {}),
    ...(items ? { items: formSchemaOf(items, texts, parent) } : {}),
    ...(typeof additionalProperties === 'object' ? { additionalProperties } : {}),
  };
}

/** What a form says of an input in place of its schema. */
type Texts = Pick<ActionDescription, 'inputHints' | 'inputWords'>;

const mapped = (
  properties: Readonly<Record<string, InputSchema>>,
  required: readonly string[],
  texts: Texts,
  parent: string,
): Record<string, InputSchema> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, given]) => {
      const { title = titleOf(name) } = given;
      const path = parent + name;
      const hint = texts.inputHints?.[path];
      const preset = texts.inputWords?.[name]?.[String(given.default)];
      const property = withoutRepetition(title, {
        ...given,
        ...(hint === undefined ? {} : { description: hint }),
        ...(preset === undefined ? {} : { default: preset }),
      });
      const form = formSchemaOf(property, texts, `${path}.`);
      const field = {
        ...(required.includes(name) ? form : optional(form)),
        title,
        ...(required.includes(name) && isNullable(property) ? { [NULL_MEANS]: true } : {}),
      };
      return [name, field];
    }),
  );

/** A field without a description that only repeats its label. */
function withoutRepetition(label: string, { description, ...others }: InputSchema): InputSchema {
  if (description === undefined || wordsOf(description) === wordsOf(label)) return others;
  return { ...others, description };
}

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The first alternative is the default: for an optional field, "Not set". */
const optional = (form: InputSchema): InputSchema =>
  form.anyOf ? { ...form, anyOf: [{ type: 'null', title: 'Not set' }, ...form.anyOf] } : form;

const isNullable = ({ type }: InputSchema): boolean => Array.isArray(type) && type.includes('null');

function typeOf({ type, enum: values }: InputSchema): InputSchema {
  const [only] = Array.isArray(type) ? type.filter((name: string) => name !== 'null') : [type];
  return {
    ...(only === undefined ? {} : { type: only as string }),
    ...(values ? { enum: values.filter((value) => value !== null) } : {}),
  };
}

/** One alternative of a value, named after its discriminator. */
function alternative(option: InputSchema, texts: Texts, parent: string): InputSchema {
  const form = formSchemaOf(option, texts, parent);
  const kinds = option.properties?.['type']?.enum;
  if (option.const !== undefined)
    return { ...form, type: typeof option.const, title: option.title ?? titleOf(String(option.const)) };
  if (!kinds) return { ...form, title: 'A list' };
  const only = kinds.length === 1 ? { const: kinds[0], enum: undefined } : {};
  const kind = { ...form.properties?.['type'], ...only };
  return {
    ...form,
    title: option.title ?? kinds.map((name) => titleOf(String(name))).join(' or '),
    properties: { ...form.properties, type: kind },
  };
}

const withDefault = (description = '', preset: unknown): string =>
  `${description} Default: ${typeof preset === 'string' ? preset : JSON.stringify(preset)}.`.trim();
