import type { Field, Fields, Values } from '../check/field.js';
import { shape } from '../check/shapes.js';
import type { Ids } from '../ids.js';
import type { AccessKey } from '../state/access-keys.js';
import type { Organization } from '../state/organization.js';
import type { Pager } from '../state/pager.js';

/** The versions of the API that are answered. */
export const API_VERSIONS = ['2023-06-01', '2026-10-21'] as const;

/** A version of the API; the newer one leaves out some fields of answers. */
export type ApiVersion = (typeof API_VERSIONS)[number];

/** The methods that the Admin API uses. */
export type Method = 'GET' | 'POST' | 'DELETE';

/** The `{names}` inside a path template. */
export type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParams<Rest>
  : never;

/** What a route works with; everything in it is checked. */
export interface Call<Params extends string = string, Query = unknown, Body = unknown> {
  readonly organization: Organization;
  readonly key: AccessKey;
  readonly now: number;
  readonly ids: Ids;
  readonly version: ApiVersion;
  readonly params: Readonly<Record<Params, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly pager: Pager;
}

/** A beta family: the header that opens it, and the status without it. */
export interface Beta {
  readonly header: string;
  readonly missing: 400 | 404;
}

/** What all routes have, whatever they take. */
interface Facts {
  readonly beta?: Beta;
  /** An own rate limit beside that of the organization. */
  readonly meter?: 'invites' | 'spend_limits';
  /** Reports answer 429 without `retry-after` (ADMIN_API.md, "Errors"). */
  readonly report?: boolean;
  /** Set for the few writes that do not list `sandbox_egress_restricted`. */
  readonly unrestricted?: boolean;
}

interface Declaration<Q extends Fields, B extends Fields> extends Facts {
  readonly query?: Q;
  readonly body?: B;
}

/** A declared operation: method, path template, what it takes, and what it does. */
export interface Route extends Facts {
  /** The id of the operation in the contract. */
  readonly operation: string;
  readonly method: Method;
  readonly path: string;
  readonly query: ReadonlyMap<string, Field<unknown>>;
  readonly body: Field<unknown>;
  readonly answer: (call: Call<string, never, never>) => unknown;
}

/**
 * Declares an operation; the types of its parameters flow from the declaration into `answer`. They are two
 * arguments, because in one object TypeScript would not see through `optional(...)`.
 *
 * @param operation its id in the contract
 */
export function route<
  const Path extends string,
  Q extends Fields = Record<never, never>,
  B extends Fields = Record<never, never>,
>(
  operation: string,
  target: `${Method} ${Path}`,
  declaration: Declaration<Q, B>,
  answer: (call: Call<PathParams<Path>, Values<Q>, Values<B>>) => unknown,
): Route {
  const { query, body, ...facts } = declaration;
  const [method, path] = target.split(' ') as [Method, Path];
  return {
    ...facts,
    operation,
    method,
    path,
    query: new Map(Object.entries(query ?? {})),
    body: shape(body ?? {}),
    answer: answer as Route['answer'],
  };
}
