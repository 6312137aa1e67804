import type { ExecutionContext, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { invalid, printable } from './body.pipe.js';

/** Marks a route whose parameters of the query somebody else defines, such as the API or an issuer. */
export const AnyQuery = Reflector.createDecorator<true>();

/** A pipe that reads several fields; it or its class names them. */
interface ReadsFields {
  readonly fields: readonly string[];
}

/** What Nest stores of an argument of a handler: `{"4:1": {data: "include", pipes: []}}`, 4 being the query. */
interface RouteArgument {
  readonly data?: unknown;
  readonly pipes: readonly unknown[];
}

/** The names that a route reads. */
interface KnownFields {
  readonly query: readonly string[];
  readonly body: readonly string[];
}

const known = new WeakMap<object, KnownFields>();

/**
 * Refuses parameters of the query that a route does not read: ignored, `?dry_run=true` would run the action. What a route
 * reads is what its handler declares: `@Query('include')`, or `@Query(pipe)` with a pipe that has `fields`.
 * @throws PlatformError invalid_input with an issue for each unknown parameter
 */
export function requireKnownQuery(context: ExecutionContext, reflector: Reflector): void {
  const handler = context.getHandler();
  if (reflector.get(AnyQuery, handler)) return;
  const fields = known.get(handler) ?? fieldsOf(context.getClass(), handler.name);
  known.set(handler, fields);
  const { query } = context.switchToHttp().getRequest<Request>();
  const unknown = Object.keys(query).filter((name) => !fields.query.includes(name));
  if (unknown.length > 0) throw invalid('query', issuesOf(unknown, fields));
}

function fieldsOf(controller: Type, handler: string): KnownFields {
  const stored: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler);
  const all = Object.entries((stored ?? {}) as Record<string, RouteArgument>);
  const of = (type: RouteParamtypes): string[] =>
    all.filter(([key]) => key.startsWith(`${type}:`)).flatMap(([, argument]) => namesOf(argument));
  return { query: of(RouteParamtypes.QUERY), body: of(RouteParamtypes.BODY) };
}

const namesOf = ({ data, pipes }: RouteArgument): readonly string[] =>
  typeof data === 'string' ? [data] : pipes.flatMap((pipe) => (pipe as Partial<ReadsFields>).fields ?? []);

/** What is sent as a header, by the name that one might give it in a query. */
const HEADERS: Readonly<Record<string, string>> = {
  idempotency_key: 'Idempotency-Key',
  x_request_timeout_ms: 'X-Request-Timeout-Ms',
  timeout_ms: 'X-Request-Timeout-Ms',
  traceparent: 'traceparent',
  x_request_id: 'X-Request-Id',
  x_connection: 'X-Connection',
};

const issuesOf = (unknown: readonly string[], { query, body }: KnownFields) =>
  unknown.map((name, nth) => {
    const path = printable(name);
    const header = HEADERS[name.toLowerCase().replaceAll('-', '_')];
    const right = query.length > 0 ? `the parameters are ${query.join(', ')}` : 'it takes none';
    const place = body.includes(name)
      ? `; ${path} is a field of the body`
      : header !== undefined
        ? `; send it as the header ${header}`
        : '';
    return {
      path,
      rule: 'unknown_parameter',
      message: `${path} is not a parameter of this route's query${place}${nth === 0 ? `; ${right}` : ''}`,
    };
  });
