import { Catch, Inject, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { knownError } from '../http/problem.filter.js';
import { localsOf } from '../http/request-context.js';
import { OutcomeFailure, PlatformError } from '../problems/platform-error.js';
import { apiErrorOf } from './answers/api-error.js';
import { sendApiError } from './answers/send-answer.js';
import { DropInRoutes } from './routes/drop-in-routes.js';
import { bringsAnthropicKey } from './target/token-header.js';

/** Answers every failure on the drop-in endpoint, whoever threw it, in the API's own form. */
@Catch()
export class DropInFilter implements ExceptionFilter {
  readonly #logger = new Logger('DropInFilter');

  constructor(@Inject(DropInRoutes) private readonly routes: DropInRoutes) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const { requestId } = localsOf(response);
    if (thrown instanceof OutcomeFailure) {
      const { error, meta } = thrown.failure;
      sendApiError(response, apiErrorOf(error, this.find), error, meta);
      return;
    }
    const failure = explained(this.expected(thrown, requestId), http.getRequest<Request>());
    const error = failure.toError();
    const { headers = {}, meta = { requestId }, status } = failure.details;
    if (!response.headersSent) response.set(headers);
    sendApiError(response, apiErrorOf(error, this.find, status), error, meta);
  }

  private readonly find = (actionId: string): ReturnType<DropInRoutes['of']> => this.routes.of(actionId);

  private expected(thrown: unknown, requestId: string): PlatformError {
    const known = thrown instanceof PlatformError ? thrown : knownError(thrown);
    if (known) return known;
    this.#logger.error(
      `Internal error of request ${requestId}`,
      thrown instanceof Error ? thrown.stack : undefined,
    );
    return new PlatformError('internal', {
      message: 'Unexpected error in the platform.',
      fix: `Report it with the request id ${requestId}; the log of the platform says more.`,
    });
  }
}

function explained(error: PlatformError, { headers }: Request): PlatformError {
  if (error.code !== 'unauthenticated' || !bringsAnthropicKey(headers)) return error;
  return new PlatformError('unauthenticated', {
    ...error.details,
    message: 'This is a key of Anthropic, and not a token of this platform; it was sent nowhere.',
    fix: `The Admin key belongs into a connection of the platform, and its token here in place of the key. ${error.details.fix ?? ''}`,
  });
}
