import { Catch, Logger, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { inNames, type NameOf } from 'anthropic-admin-connector';
import type { Response } from 'express';
import { OutcomeFailure, PlatformError } from '../problems/platform-error.js';
import { problemOf, type Problem } from '../problems/problem.js';
import { localsOf } from './request-context.js';
import { sendProblem } from './send-problem.js';
import { stoppingProblem } from './shutdown.js';
import { unexpected } from './unexpected.js';

const itself: NameOf = (actionId) => actionId;

/** Sends every failure as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('ProblemFilter');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { requestId } = localsOf(response);
    const cut = cutOff(thrown, response);
    if (cut === undefined && thrown instanceof OutcomeFailure) {
      const { error, meta } = thrown.failure;
      sendProblem(response, problemOf(inNames(error, itself), meta, thrown.status));
      return;
    }
    const error =
      cut ??
      (thrown instanceof PlatformError
        ? thrown
        : (knownError(thrown) ?? unexpected(thrown, requestId, this.#logger)));
    sendProblem(response, asProblem(error, requestId), error.details.headers);
  }
}

/** The problem of a call that the platform ended before it changed anything; its client has not cancelled it. */
export function cutOff(thrown: unknown, response: Response): PlatformError | undefined {
  if (localsOf(response).cutOff !== true || !(thrown instanceof OutcomeFailure)) return undefined;
  const { code, effect } = thrown.failure.error;
  return code === 'cancelled' && effect === 'none' ? stoppingProblem() : undefined;
}

const asProblem = (error: PlatformError, requestId: string): Problem =>
  problemOf(error.toError(), error.details.meta ?? { requestId }, error.details.status);

/** Failures that Nest and Express throw before a route is reached; their own messages repeat the URL. */
const BY_STATUS: Readonly<Record<number, () => PlatformError>> = {
  400: () =>
    new PlatformError('malformed_request', {
      message: 'The request cannot be read.',
      fix: 'Check the percent-encoding of its path.',
    }),
  404: () =>
    new PlatformError('unknown_route', {
      message: 'There is no such route, or not with this method.',
      fix: 'The routes begin at /v1/connectors; platform/README.md lists them.',
    }),
};

/** Any other client error, such as an If-Match or Range header that a file of the portal cannot satisfy. */
const refused = (status: number): PlatformError =>
  new PlatformError('malformed_request', {
    message: 'The request cannot be processed as it is.',
    fix: 'Leave out headers that set conditions, such as If-Match and Range.',
    status,
  });

/** The error for an exception of the framework; undefined for an unexpected one. */
export function knownError(thrown: unknown): PlatformError | undefined {
  const status = thrown instanceof HttpException ? thrown.getStatus() : undefined;
  if (status === undefined || status < 400 || status >= 500) return undefined;
  return BY_STATUS[status]?.() ?? refused(status);
}
