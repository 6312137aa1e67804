import { PlatformError } from '../../problems/platform-error.js';
import type { Operation } from './operation.js';

/** The path is none of the API's. It is not repeated, for anything may stand in it. */
export const noSuchOperation = (): PlatformError =>
  new PlatformError('unknown_route', {
    message: 'The Admin API has no operation at this path.',
    fix: 'Paths begin with /v1/organizations/ and have no slash at their end.',
  });

/** The path is one of the API's, but not with this method. */
export function methodNotAllowed(operations: readonly Operation[]): PlatformError {
  const methods = operations
    .filter(({ offered }) => offered)
    .map(({ method }) => method)
    .sort()
    .join(', ');
  return new PlatformError('unknown_route', {
    status: 405,
    message: 'The Admin API does not offer this method at this path.',
    ...(methods === '' ? {} : { fix: `It takes ${methods}.` }),
    headers: { allow: methods },
  });
}
