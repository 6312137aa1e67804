import type { UiSchema } from '@rjsf/utils';
import type { ActionDescription, InputSchema } from '../catalog/action.js';
import type { RecordSources } from '../pickers/sources.js';
import { NULL_MEANS } from './form-schema.js';

/** Selects the widget of each field of a form schema; ids of the sources are chosen by name. */
export function uiSchemaOf(
  schema: InputSchema,
  sources: RecordSources,
  { secretInput = [], inputUnits = {} }: Pick<ActionDescription, 'secretInput' | 'inputUnits'> = {},
): UiSchema {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      {
        ...fieldOf(name, property, sources),
        ...(inputUnits[name] === 'cents' ? { 'ui:widget': 'cents' } : {}),
        ...(secretInput.includes(name) ? { 'ui:options': { secret: true } } : {}),
      },
    ]),
  );
}

function fieldOf(name: string, schema: InputSchema, sources: RecordSources): UiSchema {
  if (schema.anyOf) return { anyOf: schema.anyOf.map((option) => fieldOf(name, option, sources)) };
  if (schema.const !== undefined) return { 'ui:widget': 'hidden' };
  if (schema.type === 'array') return listOf(name, schema.items ?? {}, sources);
  if (isMap(schema)) return { 'ui:field': 'StringMap' };
  if (schema.type === 'object') return uiSchemaOf(schema, sources);
  if (schema[NULL_MEANS]) return { 'ui:widget': 'orNone' };
  return name in sources && schema.type === 'string' ? { 'ui:widget': 'record' } : {};
}

function listOf(name: string, items: InputSchema, sources: RecordSources): UiSchema {
  if (items.enum) return { 'ui:widget': 'choices' };
  if (items.type === 'object') return { items: uiSchemaOf(items, sources) };
  return { 'ui:widget': name in sources ? 'records' : 'tags' };
}

const isMap = ({ type, properties, additionalProperties }: InputSchema): boolean =>
  type === 'object' && !properties && typeof additionalProperties === 'object';
