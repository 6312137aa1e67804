import { PlatformError } from '../../problems/platform-error.js';
import type { Scope } from './throttle-settings.js';

const WHOSE: Readonly<Record<Scope, string>> = {
  token: 'everybody who uses tokens of one subject',
  tenant: 'one tenant',
};

/** Somebody asks too often. Says whose limit it is: that of Anthropic is another one, and lasts differently. */
export function throttled(scope: Scope, limit: number, afterMs: number): PlatformError {
  const seconds = Math.max(1, Math.ceil(afterMs / 1000));
  return new PlatformError('throttled', {
    message: `This platform takes ${limit} requests a minute from ${WHOSE[scope]}, and there have been more. This is its own limit and not Anthropic's, and nothing has been done.`,
    fix: `Try again in ${seconds} s. An operator sets the limit by PLATFORM_THROTTLE_PER_${scope.toUpperCase()}.`,
    afterMs: seconds * 1000,
    retryable: true,
  });
}
