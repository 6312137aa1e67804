import type { UiSchema } from '@rjsf/utils';
import type { ActionDescription, InputSchema } from '../catalog/action.js';
import type { RecordSources } from '../pickers/sources.js';
import { NULL_MEANS } from './form-schema.js';

/** Selects the widget of each field of a form schema; ids of the sources are chosen by name. */
export function uiSchemaOf(
  schema: InputSchema,
  sources: RecordSources,
  {
    secretInput = [],
    inputUnits = {},
    inputWords = {},
  }: Pick<ActionDescription, 'secretInput' | 'inputUnits' | 'inputWords'> = {},
): UiSchema {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      {
        ...fieldOf(name, property, sources, inputWords),
        ...(inputUnits[name] === 'cents' ? { 'ui:widget': 'cents' } : {}),
        ...(secretInput.includes(name) ? { 'ui:options': { secret: true } } : {}),
        ...(inputWords[name] ? { 'ui:options': { words: inputWords[name] } } : {}),
      },
    ]),
  );
}

type Words = NonNullable<ActionDescription['inputWords']>;

function fieldOf(name: string, schema: InputSchema, sources: RecordSources, inputWords: Words): UiSchema {
  if (schema.anyOf)
    return { anyOf: schema.anyOf.map((option) => fieldOf(name, option, sources, inputWords)) };
  if (schema.const !== undefined) return { 'ui:widget': 'hidden' };
  if (schema.type === 'array') return listOf(name, schema.items ?? {}, sources, inputWords);
  if (isMap(schema)) return { 'ui:field': 'StringMap' };
  if (schema.type === 'object') return uiSchemaOf(schema, sources, { inputWords });
  if (schema[NULL_MEANS]) return { 'ui:widget': 'orNone' };
  return name in sources && schema.type === 'string' ? { 'ui:widget': 'record' } : {};
}

function listOf(name: string, items: InputSchema, sources: RecordSources, inputWords: Words): UiSchema {
  if (items.enum) return { 'ui:widget': 'choices' };
  if (items.type === 'object') return { items: uiSchemaOf(items, sources, { inputWords }) };
  return { 'ui:widget': name in sources ? 'records' : 'tags' };
}

const isMap = ({ type, properties, additionalProperties }: InputSchema): boolean =>
  type === 'object' && !properties && typeof additionalProperties === 'object';
