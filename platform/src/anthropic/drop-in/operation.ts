import type { ActionDescription, JsonSchema, RequestForm } from 'anthropic-admin-connector';

/** How the value of a field is written in a query. */
export interface Field {
  readonly list: boolean;
  /** Whether a name without a value means null, as the official SDK sends it. */
  readonly nullable: boolean;
  /** The type of the value, or of each in a list. */
  readonly type: string;
}

/** An action as a request of the API. */
export interface Operation extends RequestForm {
  readonly actionId: string;
  /** False if the API has no such operation, or not for an Admin key: the outcome is a limitation. */
  readonly offered: boolean;
  /** Every field of the input that is not a parameter of the path. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** Returns the operation of an action; undefined for an action that consists of several requests. */
export function operationOf({ id, route, request, inputSchema }: ActionDescription): Operation | undefined {
  if (request === undefined) return undefined;
  return {
    ...request,
    actionId: id,
    offered: route !== undefined,
    fields: fieldsOf(inputSchema, new Set(fieldsIn(request, 'path'))),
  };
}

/** Lists the fields of a place, in the order of the input. */
export const fieldsIn = ({ place }: RequestForm, wanted: RequestForm['place'][string]): string[] =>
  Object.keys(place).filter((field) => place[field] === wanted);

/** Tells whether a request has a query; otherwise it has a body. An operation that is not offered may have neither. */
export const hasQuery = ({ method }: Operation): boolean => method === 'GET' || method === 'DELETE';

function fieldsOf(schema: JsonSchema, without: ReadonlySet<string>): ReadonlyMap<string, Field> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  return new Map(
    properties.filter(([name]) => !without.has(name)).map(([name, property]) => [name, fieldOf(property)]),
  );
}

function fieldOf(property: JsonSchema): Field {
  const types = typesOf(property);
  const list = types.includes('array');
  const [type = 'string'] = list ? typesOf((property['items'] ?? {}) as JsonSchema) : types;
  return { list, nullable: types.includes('null'), type };
}

const typesOf = ({ type }: JsonSchema): string[] => (type === undefined ? [] : ([type].flat() as string[]));
