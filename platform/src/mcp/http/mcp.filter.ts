import { Catch, type ArgumentsHost } from '@nestjs/common';
import type { Request, Response } from 'express';
import { localsOf } from '../../http/request-context.js';
import { PlatformError } from '../../problems/platform-error.js';
import { ProblemFilter } from '../../http/problem.filter.js';
import { problemOf } from '../../problems/problem.js';
import { retryAfterOf } from '../../http/send-problem.js';
import { challengeHeader } from './challenge.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { PublicUrls } from './public-urls.js';

/** The first code that JSON-RPC reserves for servers. */
const SERVER_ERROR = -32_000;

/** Adds the authorization challenge to 401 responses, and sends 429 responses in the form of JSON-RPC. */
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
    if (thrown instanceof PlatformError && thrown.code === 'throttled') {
      sendThrottled(http.getResponse<Response>(), thrown);
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
 * Answers a throttled request so that every client understands it: by status, by JSON-RPC error, or by message, which
 * clients show. The body has not been read yet, so there is no id.
 */
function sendThrottled(response: Response, error: PlatformError): void {
  const { requestId } = localsOf(response);
  const problem = problemOf(error.toError(), { requestId });
  localsOf(response).problemCode = problem.code;
  if (response.headersSent || response.destroyed) return;
  response.status(problem.status).set('retry-after', String(retryAfterOf(problem)));
  response.setHeader('content-type', 'application/json');
  const message = [problem.detail, problem.error.fix].filter(Boolean).join(' ');
  response.end(
    JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: SERVER_ERROR, message, data: problem } }),
  );
}
