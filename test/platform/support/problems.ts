import { REQUEST_ID } from './boot-platform.js';

/** A problem body whole, from its error and what else is not said twice: nothing was changed, and trying again takes a change. */
export function problem(
  status: number,
  title: string,
  given: { code: string; message: string; retry: { allowed: boolean; afterMs?: unknown } } & Record<
    string,
    unknown
  >,
  meta: Record<string, unknown> = {},
): object {
  const resend = given.retry.allowed ? 'after_wait' : 'after_change';
  const error = { effect: 'none', ...given, retry: { resend, ...given.retry } };
  return {
    type: `urn:anthropic-admin-platform:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    instance: `urn:anthropic-admin-platform:request:${REQUEST_ID}`,
    code: error.code,
    error,
    meta: { requestId: REQUEST_ID, ...meta },
  };
}

/** The meta of an outcome for which so many requests went out. */
export const attempted = (attempts: number): Record<string, unknown> => ({
  durationMs: expect.any(Number),
  attempts,
});
