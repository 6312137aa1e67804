import { HttpException } from '@nestjs/common';
import { PlatformError } from './platform-error.js';

/** Failures that Nest and Express throw before a route is reached; their own messages repeat the URL. */
const BY_STATUS: Readonly<Record<number, () => PlatformError>> = {
  400: () =>
    new PlatformError('malformed_request', {
      message: 'The request cannot be read.',
      fix: 'Look at the percent-encoding of its path.',
    }),
  404: () =>
    new PlatformError('unknown_route', {
      message: 'There is no such route, or not with this method.',
      fix: 'The routes begin at /v1/connectors; platform/README.md lists them.',
    }),
};

/** Anything else that they lay to the caller, such as a header If-Match or Range that a file of the portal cannot meet. */
const refused = (status: number): PlatformError =>
  new PlatformError('malformed_request', {
    message: 'The request cannot be met as it is.',
    fix: 'Leave out headers that set conditions, such as If-Match and Range.',
    status,
  });

/** The error that a framework's exception stands for; undefined where it is none that is expected. */
export function knownError(thrown: unknown): PlatformError | undefined {
  const status = thrown instanceof HttpException ? thrown.getStatus() : undefined;
  if (status === undefined || status < 400 || status >= 500) return undefined;
  return BY_STATUS[status]?.() ?? refused(status);
}
