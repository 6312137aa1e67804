import { Catch, Inject, type ArgumentsHost } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ProblemFilter } from '../../http/problem.filter.js';
import { PlatformError } from '../../problems/platform-error.js';
import { challengeHeader } from './challenge.js';
import { McpEndpoint } from './mcp-endpoint.js';
import { PublicUrls } from './public-urls.js';
import { sendThrottled } from './send-throttled.js';

/** Tells a client without a good token where tokens for this endpoint are made, and what to ask for. */
@Catch()
export class ChallengeFilter extends ProblemFilter {
  constructor(
    @Inject(PublicUrls) private readonly urls: PublicUrls,
    @Inject(McpEndpoint) private readonly endpoint: McpEndpoint,
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
