import type { UiSchema } from '@rjsf/utils';
import type { InputSchema } from '../catalog/action.js';
import { SOURCES } from '../pickers/sources.js';
import { NULL_MEANS } from './form-schema.js';

/** Selects the widget of each field of a form schema. */
export function uiSchemaOf(schema: InputSchema, secret: readonly string[] = []): UiSchema {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      { ...fieldOf(name, property), ...(secret.includes(name) ? { 'ui:options': { secret: true } } : {}) },
    ]),
  );
}

function fieldOf(name: string, schema: InputSchema): UiSchema {
  if (schema.anyOf) return { anyOf: schema.anyOf.map((option) => fieldOf(name, option)) };
  if (schema.const !== undefined) return { 'ui:widget': 'hidden' };
  if (schema.type === 'array') return listOf(name, schema.items ?? {});
  if (isMap(schema)) return { 'ui:field': 'StringMap' };
  if (schema.type === 'object') return uiSchemaOf(schema);
  if (schema[NULL_MEANS]) return { 'ui:widget': 'orNone' };
  return name in SOURCES && schema.type === 'string' ? { 'ui:widget': 'record' } : {};
}

function listOf(name: string, items: InputSchema): UiSchema {
  if (items.enum) return { 'ui:widget': 'choices' };
  if (items.type === 'object') return { items: uiSchemaOf(items) };
  return { 'ui:widget': name in SOURCES ? 'records' : 'tags' };
}

const isMap = ({ type, properties, additionalProperties }: InputSchema): boolean =>
  type === 'object' && !properties && typeof additionalProperties === 'object';
