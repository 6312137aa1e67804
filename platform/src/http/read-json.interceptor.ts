import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { json, type Request, type Response } from 'express';
import { Reflector } from '@nestjs/core';
import type { Observable } from 'rxjs';
import { PlatformError } from '../problems/platform-error.js';

/** The largest body that is read. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

const parse = json({ limit: BODY_LIMIT_BYTES, strict: false, type: () => true });

/** Marks a route that reads the body itself, with `readJson`, because some of its requests may have a body of any kind. */
export const ReadsBody = Reflector.createDecorator<true>();

/** Reads JSON bodies. An interceptor, because guards run first: no body is read for a caller without a token. */
@Injectable()
export class ReadJsonInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  /** @throws PlatformError unsupported_media_type, malformed_request or payload_too_large */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    if (!this.reflector.get(ReadsBody, context.getHandler()))
      await readJson(http.getRequest<Request>(), http.getResponse<Response>());
    return next.handle();
  }
}

/**
 * Reads a JSON body into `request.body`.
 * @param anyType - reads it as JSON whatever its content type says
 * @throws PlatformError unsupported_media_type, malformed_request or payload_too_large
 */
export function readJson(request: Request, response: Response, anyType = false): Promise<void> {
  if (!hasBody(request)) return Promise.resolve();
  if (!anyType && !isJson(request)) {
    throw new PlatformError('unsupported_media_type', {
      message: 'The body is not marked as JSON.',
      fix: 'Send the header Content-Type: application/json.',
    });
  }
  return new Promise((resolve, reject) =>
    parse(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(bodyProblem(error)),
    ),
  );
}

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
      fix: 'Send one JSON object, such as {"connection": "default", "input": {}}.',
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
    message: 'The body could not be read to its end.',
    fix: 'Send it again, with a Content-Length that is right.',
  });
}
