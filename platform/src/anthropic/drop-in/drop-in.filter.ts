import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { localsOf } from '../../http/request-context.js';
import { OutcomeFailure } from '../../problems/platform-error.js';
import { PlatformError } from '../../problems/platform-error.js';
import { cutOff, knownError } from '../../http/problem.filter.js';
import { unexpected } from '../../http/unexpected.js';
import { apiErrorOf } from './api-error.js';
import { DropInRoutes } from './drop-in-routes.js';
import { bringsAnthropicKey } from './request-target.js';
import { sendApiError } from './send-answer.js';

/** Sends every failure of the drop-in endpoint in the error format of the API. */
@Catch()
export class DropInFilter implements ExceptionFilter {
  readonly #logger = new Logger('DropInFilter');

  constructor(private readonly routes: DropInRoutes) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const { requestId } = localsOf(response);
    const cut = cutOff(thrown, response);
    if (cut === undefined && thrown instanceof OutcomeFailure) {
      const { error, meta } = thrown.failure;
      sendApiError(response, apiErrorOf(error, this.find), error, meta);
      return;
    }
    const failure = explained(cut ?? this.expected(thrown, requestId), http.getRequest<Request>());
    const error = failure.toError();
    const { headers = {}, meta = { requestId }, status } = failure.details;
    if (!response.headersSent) response.set(headers);
    sendApiError(response, apiErrorOf(error, this.find, status), error, meta);
  }

  private readonly find = (actionId: string): ReturnType<DropInRoutes['of']> => this.routes.of(actionId);

  private expected(thrown: unknown, requestId: string): PlatformError {
    const known = thrown instanceof PlatformError ? thrown : knownError(thrown);
    return known ?? unexpected(thrown, requestId, this.#logger);
  }
}

function explained(error: PlatformError, { headers }: Request): PlatformError {
  if (error.code !== 'unauthenticated' || !bringsAnthropicKey(headers)) return error;
  return new PlatformError('unauthenticated', {
    ...error.details,
    message: 'This is an Anthropic API key, not a token of this platform. It was not passed on.',
    fix: `Store the Admin key in a connection, and send a platform token instead. ${error.details.fix ?? ''}`,
  });
}
