import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { json, type Request, type Response } from 'express';
import { Reflector } from '@nestjs/core';
import type { Observable } from 'rxjs';
import { PlatformError } from '../problems/platform-error.js';
import { requireKnownQuery } from './known-query.js';

/** The largest body that is read. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

/** The most values in a body, at any depth: fields of objects and items of lists. */
export const BODY_LIMIT_VALUES = 10_000;

/** How deeply a body may be nested: more than twice the depth of any input. */
export const BODY_LIMIT_DEPTH = 64;

const parse = json({ limit: BODY_LIMIT_BYTES, strict: false, type: () => true });

/** Marks a route that reads the body itself, with `readJson`, because some of its requests may have a body of any kind. */
export const ReadsBody = Reflector.createDecorator<true>();

/**
 * Reads JSON bodies, of requests whose query the route knows. An interceptor, because guards run first: no body is read for a
 * caller without a token.
 */
@Injectable()
export class ReadJsonInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  /** @throws PlatformError invalid_input for the query, unsupported_media_type, malformed_request or payload_too_large */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    if (Object.keys(http.getRequest<Request>().query).length > 0) requireKnownQuery(context, this.reflector);
    if (!this.reflector.get(ReadsBody, context.getHandler()))
      await readJson(http.getRequest<Request>(), http.getResponse<Response>());
    return next.handle();
  }
}

/**
 * Reads a JSON body into `request.body`.
 * @param anyType - reads it as JSON whatever its content type says
 * @throws PlatformError unsupported_media_type, malformed_request or payload_too_large, also for too many values
 */
export function readJson(request: Request, response: Response, anyType = false): Promise<void> {
  if (!hasBody(request)) return Promise.resolve();
  if (!anyType && !isJson(request)) {
    throw new PlatformError('unsupported_media_type', {
      message: 'The body is not marked as JSON.',
      fix: 'Send the header Content-Type: application/json.',
    });
  }
  return new Promise<void>((resolve, reject) =>
    parse(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(bodyProblem(error)),
    ),
  ).then(() => requireSmall(request.body));
}

/**
 * Refuses a body of many values before anything goes through them, and one that recursive code could not go through.
 * @throws PlatformError payload_too_large or malformed_request
 */
function requireSmall(body: unknown): void {
  let values = 0;
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > BODY_LIMIT_DEPTH) {
      throw new PlatformError('malformed_request', {
        message: `The body is nested more than ${BODY_LIMIT_DEPTH} levels deep.`,
        fix: 'Send an input that matches the schema of the action.',
      });
    }
    const below: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const inside = Object.values(value) as unknown[];
      values += inside.length;
      if (values > BODY_LIMIT_VALUES) throw tooMany();
      for (const one of inside) below.push(one);
    }
    level = below;
  }
}

const tooMany = (): PlatformError =>
  new PlatformError('payload_too_large', {
    message: `The body has more than ${BODY_LIMIT_VALUES.toLocaleString('en-US')} values.`,
    fix: 'Send fewer fields and items at once; no action takes that many.',
  });

const JSON_TYPE = /^\s*application\/(?:[^\s/;,]+\+)?json\s*(?:;|$)/i;

/** A header that was sent twice, or that a proxy has joined, names the type as often. */
const isJson = ({ headers }: Request): boolean =>
  (headers['content-type'] ?? '').split(',').every((type) => JSON_TYPE.test(type));

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The problems of a body parser, by error type. Its own messages quote the body, which may contain a key. */
const COMPLAINTS: Readonly<Record<string, () => PlatformError>> = {
  'entity.parse.failed': () =>
    new PlatformError('malformed_request', {
      message: 'The body is not valid JSON.',
      fix: 'Send one JSON object; for example {"name": "Research"} for a request of the API, {"input": {"name": "Research"}} for an action.',
    }),
  'entity.too.large': () =>
    new PlatformError('payload_too_large', {
      message: 'The body is larger than 1 MB.',
      fix: 'Send less at once; no action takes that much.',
    }),
  'encoding.unsupported': () =>
    new PlatformError('unsupported_media_type', {
      message: 'The content encoding of the body is not supported.',
      fix: 'Send the body as it is, or with Content-Encoding: gzip.',
    }),
  'charset.unsupported': () =>
    new PlatformError('unsupported_media_type', {
      message: 'The character set of the body is not supported.',
      fix: 'Send the body in UTF-8.',
    }),
};

/** The problem of a body that could not be read. */
export function bodyProblem(error: unknown): PlatformError {
  const complaint = COMPLAINTS[String((error as { type?: unknown }).type)];
  if (complaint) return complaint();
  return new PlatformError('malformed_request', {
    message: 'The body could not be read completely.',
    fix: 'Send it again with a correct Content-Length.',
  });
}
