import { REQUEST_ID } from './boot-platform.js';

/** A problem body whole, from its error and what else is not said twice. */
export function problem(
  status: number,
  title: string,
  error: { code: string; message: string } & Record<string, unknown>,
  meta: Record<string, unknown> = {},
): object {
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
