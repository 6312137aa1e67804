import { ERROR_CODES, type ErrorCode, type Resend } from 'anthropic-admin-connector';
import { REQUEST_ID } from './boot-platform.js';

interface ExpectedError {
  readonly code: string;
  readonly message: string;
  readonly retry?: { readonly allowed: boolean; readonly resend?: Resend; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** When the same request may be sent again: by the code of a connector, else by whether it may be. */
const resendOf = ({ code, retry }: ExpectedError): Resend =>
  code in ERROR_CODES
    ? ERROR_CODES[code as ErrorCode].resend
    : retry?.allowed
      ? 'after_wait'
      : 'after_change';

/** An error whole: a refusal changes nothing. */
export const refusal = (error: ExpectedError): object => ({
  effect: 'none',
  ...error,
  ...(error.retry ? { retry: { resend: resendOf(error), ...error.retry } } : {}),
});

/** A problem body whole, from its error and what else is not said twice. */
export function problem(
  status: number,
  title: string,
  error: ExpectedError,
  meta: Record<string, unknown> = {},
): object {
  return {
    type: `urn:anthropic-admin-platform:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    instance: `urn:anthropic-admin-platform:request:${REQUEST_ID}`,
    code: error.code,
    error: refusal(error),
    meta: { requestId: REQUEST_ID, ...meta },
  };
}

/** The meta of an outcome for which so many requests went out. */
export const attempted = (attempts: number): Record<string, unknown> => ({
  durationMs: expect.any(Number),
  attempts,
});
