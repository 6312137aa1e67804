import type { ActionDescription } from 'anthropic-admin-connector';
import { fieldsOf, type Field } from '../input/field.js';

/** One action as the API's own request asks for it. */
export interface Operation {
  readonly actionId: string;
  readonly method: string;
  /** With its `{parameters}`. */
  readonly path: string;
  /** False where the API has no such operation, or none for an Admin key: its answer is a limitation. */
  readonly offered: boolean;
  /** Every field of the input that is no parameter of the path. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** The operation of an action; undefined for what is no request of the API, such as an action made of several. */
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

/** Names of the `{parameters}` of a path, in their order. */
export const parametersOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Whether what is no parameter of the path stands in the query; it stands in the body otherwise. */
export const asksByQuery = ({ method }: Operation): boolean => method === 'GET' || method === 'DELETE';
