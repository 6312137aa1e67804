import { Catch, type ArgumentsHost } from '@nestjs/common';
import type { Request, Response } from 'express';
import { localsOf } from '../../http/request-context.js';
import { PlatformError } from '../../problems/platform-error.js';
import { ProblemFilter } from '../../http/problem.filter.js';
import { problemOf, type ProblemCode } from '../../problems/problem.js';
import { retryAfterOf } from '../../http/send-problem.js';
import { challengeHeader } from './challenge.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { PublicUrls } from './public-urls.js';

/** The codes of JSON-RPC for problems of clients that speak it: -32000 is the first of those that servers may define. */
const CODES: Readonly<Partial<Record<ProblemCode, number>>> = {
  throttled: -32_000,
  unavailable: -32_000,
  invalid_input: -32_602,
  tenant_disabled: -32_000,
  malformed_request: -32_700,
  payload_too_large: -32_600,
  unsupported_media_type: -32_600,
};

/** Adds the authorization challenge to 401 responses, and sends what is wrong with a message in the form of JSON-RPC. */
@Catch()
export class McpFilter extends ProblemFilter {
  constructor(
    private readonly urls: PublicUrls,
    private readonly endpoint: McpEndpoint,
  ) {
    super();
  }

  override catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const code = thrown instanceof PlatformError ? CODES[thrown.code] : undefined;
    if (thrown instanceof PlatformError && code !== undefined) {
      sendError(http.getResponse<Response>(), thrown, code);
    } else super.catch(this.challenged(thrown, http.getRequest<Request>()), host);
  }

  private challenged(thrown: unknown, request: Request): unknown {
    if (!(thrown instanceof PlatformError) || thrown.code !== 'unauthenticated') return thrown;
    const { headers: given = {}, ...details } = thrown.details;
    const [, description] = /error_description="([^"]*)"/.exec(given['www-authenticate'] ?? '') ?? [];
    const headers = challengeHeader({
      resourceMetadata: this.urls.metadata(request),
      scopes: this.endpoint.scopes,
      error: description === undefined ? undefined : { code: 'invalid_token', description },
    });
    return new PlatformError(thrown.code, { ...details, headers });
  }
}

/**
 * Answers a request in a form that every client understands: by status, by JSON-RPC error, or by message, which clients show. There
 * is no id, because the body has not been read, or not to its end.
 */
function sendError(response: Response, error: PlatformError, code: number): void {
  const { requestId } = localsOf(response);
  const problem = problemOf(error.toError(), { requestId });
  localsOf(response).problemCode = problem.code;
  if (response.headersSent || response.destroyed) return;
  response.status(problem.status);
  const wait = retryAfterOf(problem.error);
  if (wait !== undefined) response.set('retry-after', String(wait));
  response.setHeader('content-type', 'application/json');
  const message = [problem.detail, problem.error.fix].filter(Boolean).join(' ');
  response.end(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code, message, data: problem } }));
}
