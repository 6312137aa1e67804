import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { localsOf } from '../http/locals.js';
import { OutcomeFailure } from './outcome-failure.js';
import { PlatformError } from './platform-error.js';
import { problemOf, type Problem } from './problem.js';
import { sendProblem } from './send-problem.js';
import { knownError } from './stray-errors.js';

/** Answers every failure, whoever threw it, as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('ProblemFilter');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { requestId } = localsOf(response);
    if (thrown instanceof OutcomeFailure) {
      const { error, meta } = thrown.failure;
      sendProblem(response, problemOf(error, meta, thrown.status));
      return;
    }
    const error =
      thrown instanceof PlatformError ? thrown : (knownError(thrown) ?? this.internal(thrown, requestId));
    sendProblem(response, asProblem(error, requestId), error.details.headers);
  }

  private internal(thrown: unknown, requestId: string): PlatformError {
    this.#logger.error(
      `Internal error of request ${requestId}`,
      thrown instanceof Error ? thrown.stack : undefined,
    );
    return new PlatformError('internal', {
      message: 'The platform failed in a way it should not.',
      fix: `Report it with the request id ${requestId}; the log of the platform says more.`,
    });
  }
}

const asProblem = (error: PlatformError, requestId: string): Problem =>
  problemOf(error.toError(), error.details.meta ?? { requestId }, error.details.status);
