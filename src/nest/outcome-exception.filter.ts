import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { InvocationError } from '../kit/engine/items.js';
import { OutcomeException, PROBLEM_TYPE } from './outcome-exception.js';

/**
 * Sends a failed invocation as `application/problem+json`, with `Retry-After` where the time of the next try is known. It
 * takes what `unwrap` throws and what `items()` throws, on Express and Fastify.
 *
 * @example
 * providers: [{ provide: APP_FILTER, useClass: OutcomeExceptionFilter }]
 */
@Catch(OutcomeException, InvocationError)
export class OutcomeExceptionFilter implements ExceptionFilter<OutcomeException | InvocationError> {
  constructor(@Inject(HttpAdapterHost) private readonly adapters: HttpAdapterHost) {}

  catch(thrown: OutcomeException | InvocationError, host: ArgumentsHost): void {
    const exception = thrown instanceof OutcomeException ? thrown : new OutcomeException(thrown.outcome);
    const response: unknown = host.switchToHttp().getResponse();
    const { httpAdapter } = this.adapters;
    httpAdapter.setHeader(response, 'Content-Type', PROBLEM_TYPE);
    const { afterMs } = exception.error.retry;
    if (afterMs !== undefined)
      httpAdapter.setHeader(response, 'Retry-After', String(Math.ceil(afterMs / 1000)));
    httpAdapter.reply(response, exception.getResponse(), exception.getStatus());
  }
}
