import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
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

/**
 * Refuses parameters of the query that a route does not read: ignored, `?dry_run=true` would run the action. What a route
 * reads is what its handler declares: `@Query('include')`, or `@Query(pipe)` with a pipe that has `fields`.
 */
@Injectable()
export class QueryInterceptor implements NestInterceptor {
  readonly #known = new WeakMap<object, KnownFields>();

  constructor(private readonly reflector: Reflector) {}

  /** @throws PlatformError invalid_input with an issue for each unknown parameter */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const given = Object.keys(request.query);
    if (given.length > 0 && !this.reflector.get(AnyQuery, context.getHandler())) {
      const known = this.knownTo(context.getClass(), context.getHandler());
      const unknown = given.filter((name) => !known.query.includes(name));
      if (unknown.length > 0) throw invalid('query', issuesOf(unknown, known));
    }
    return next.handle();
  }

  private knownTo(controller: Type, handler: object & { name: string }): KnownFields {
    const known = this.#known.get(handler) ?? fieldsOf(controller, handler.name);
    this.#known.set(handler, known);
    return known;
  }
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
