import type { ActionDescription, JsonSchema } from 'anthropic-admin-connector';

/** How the value of a field is written in a query. */
export interface Field {
  readonly list: boolean;
  /** Whether a name without a value means null, as the official SDK sends it. */
  readonly nullable: boolean;
  /** The type of the value, or of each in a list. */
  readonly type: string;
}

/** An action as a request of the API. */
export interface Operation {
  readonly actionId: string;
  readonly method: string;
  /** With `{names}` for its parameters. */
  readonly path: string;
  /** False if the API has no such operation, or not for an Admin key: the outcome is a limitation. */
  readonly offered: boolean;
  /** Every field of the input that is not a parameter of the path. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** Returns the operation of an action; undefined for an action that consists of several requests. */
export function operationOf({ id, route, askedAs, inputSchema }: ActionDescription): Operation | undefined {
  const request = route ?? askedAs;
  if (request === undefined) return undefined;
  const [method = '', path = ''] = request.split(' ');
  return {
    actionId: id,
    method,
    path,
    offered: route !== undefined,
    fields: fieldsOf(inputSchema, new Set(parametersOf(path))),
  };
}

/** Lists the names of the parameters of a path, in order. */
export const parametersOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Tells whether the other fields are sent in the query; otherwise they are sent in the body. */
export const asksByQuery = ({ method }: Operation): boolean => method === 'GET' || method === 'DELETE';

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
