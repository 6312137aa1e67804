import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { json, type Request, type Response } from 'express';
import type { Observable } from 'rxjs';
import { PlatformError } from '../problems/platform-error.js';
import { bodyProblem } from './body-problems.js';

/** The largest body that is read. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

const parse = json({ limit: BODY_LIMIT_BYTES, strict: false, type: () => true });

/** Reads JSON bodies. An interceptor, because guards come first: nothing is read for a caller without a token. */
@Injectable()
export class ReadJsonInterceptor implements NestInterceptor {
  /** @throws PlatformError unsupported_media_type, malformed_request or payload_too_large */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    await readJson(http.getRequest<Request>(), http.getResponse<Response>());
    return next.handle();
  }
}

function readJson(request: Request, response: Response): Promise<void> {
  if (!hasBody(request)) return Promise.resolve();
  if (!request.is(['application/json', 'application/*+json'])) {
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

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
