import type { ReadyAction } from 'anthropic-admin-connector';
import type { Operation } from './operation.js';

/** A complete request of the API. */
export interface ReadyRequest {
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Writes an action with its input as the request that a client of the API sends. */
export function readyRequest(
  { method, path, place }: Operation,
  { input }: Pick<ReadyAction, 'input'>,
): ReadyRequest {
  const valuesIn = (wanted: string): [string, unknown][] =>
    Object.entries(input).filter(([name]) => place[name] === wanted);
  const filled = valuesIn('path').reduce(
    (template, [name, value]) => template.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );
  const body = valuesIn('body');
  return {
    method,
    path: filled + search(valuesIn('query')),
    ...(body.length === 0 ? {} : { body: Object.fromEntries(body) }),
  };
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
