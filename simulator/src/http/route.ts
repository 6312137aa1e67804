import type { FieldParser, FieldParsers, ParsedValues } from '../check/field.js';
import { shape } from '../check/shapes.js';
import type { Ids } from '../ids.js';
import type { AccessKey } from '../state/access-keys.js';
import type { Organization } from '../state/organization.js';
import type { Pager } from '../state/pager.js';

/** The supported API versions. */
export const API_VERSIONS = ['2023-06-01', '2026-10-21'] as const;

/** An API version; responses of the newer one lack some fields. */
export type ApiVersion = (typeof API_VERSIONS)[number];

/** The HTTP methods of the Admin API. */
export type Method = 'GET' | 'POST' | 'DELETE';

/** The `{names}` inside a path template. */
export type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParams<Rest>
  : never;

/** The validated input of a route handler. */
export interface RouteContext<Params extends string = string, Query = unknown, Body = unknown> {
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

/** A beta: its header, and the status of a request without that header. */
export interface Beta {
  readonly header: string;
  readonly missing: 400 | 404;
}

/** The options of a route, apart from its parameters. */
interface RouteOptions {
  readonly beta?: Beta;
  /** Fields of the body that exist only with a beta header. */
  readonly betaFields?: { readonly header: string; readonly names: readonly string[] };
  /** A separate rate limit, in addition to that of the organization. */
  readonly meter?: 'invites' | 'spend_limits';
  /** A 429 of a report has no `retry-after` (ADMIN_API.md, "Errors"). */
  readonly report?: boolean;
  /** Set where Enterprise organizations do not have the operation. */
  readonly consoleOnly?: boolean;
  /** Set where the API's own examples send no `anthropic-version`. */
  readonly versionOptional?: boolean;
  /** Set for the few writes that do not list `sandbox_egress_restricted`. */
  readonly unrestricted?: boolean;
}

interface Declaration<Q extends FieldParsers, B extends FieldParsers> extends RouteOptions {
  readonly query?: Q;
  readonly body?: B;
}

/** A declared operation: method, path template, parameters and handler. */
export interface Route extends RouteOptions {
  /** The id of the operation in the contract. */
  readonly operation: string;
  readonly method: Method;
  readonly path: string;
  readonly query: ReadonlyMap<string, FieldParser<unknown>>;
  readonly body: FieldParser<unknown>;
  readonly answer: (context: RouteContext<string, never, never>) => unknown;
}

/**
 * Declares an operation; the types of its parameters are inferred for `answer`. They are two
 * arguments because TypeScript does not infer through `optional(...)` within one object.
 *
 * @param operation its id in the contract
 */
export function route<
  const Path extends string,
  Q extends FieldParsers = Record<never, never>,
  B extends FieldParsers = Record<never, never>,
>(
  operation: string,
  target: `${Method} ${Path}`,
  declaration: Declaration<Q, B>,
  answer: (context: RouteContext<PathParams<Path>, ParsedValues<Q>, ParsedValues<B>>) => unknown,
): Route {
  const { query, body, ...options } = declaration;
  const [method, path] = target.split(' ') as [Method, Path];
  return {
    ...options,
    operation,
    method,
    path,
    query: new Map(Object.entries(query ?? {})),
    body: shape(body ?? {}),
    answer,
  };
}
