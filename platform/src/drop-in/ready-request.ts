import type { ReadyAction } from 'anthropic-admin-connector';
import { asksByQuery, parametersOf, type Operation } from './operation.js';

/** A complete request of the API. */
export interface ReadyRequest {
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Writes an action with its input as the request that a client of the API sends. */
export function readyRequest(operation: Operation, { input }: Pick<ReadyAction, 'input'>): ReadyRequest {
  const inPath = parametersOf(operation.path);
  const path = inPath.reduce(
    (filled, name) => filled.replace(`{${name}}`, encodeURIComponent(String(input[name]))),
    operation.path,
  );
  const rest = Object.entries(input).filter(([name]) => !inPath.includes(name));
  const { method } = operation;
  if (asksByQuery(operation)) return { method, path: path + search(rest) };
  return rest.length === 0 ? { method, path } : { method, path, body: Object.fromEntries(rest) };
}

/** Writes a request as one line of text. */
export const requestAsText = ({ method, path, body }: ReadyRequest): string =>
  `${method} ${path}${body ? ` with the body ${JSON.stringify(body)}` : ''}`;

function search(values: readonly (readonly [string, unknown])[]): string {
  const pairs = values.flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((one): [string, string] => [`${name}[]`, String(one)])
      : [[name, String(value)] as [string, string]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
