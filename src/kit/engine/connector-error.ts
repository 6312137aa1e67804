import { HOST_PORTS, type HostPort } from '../host-port.js';
import { hasReferences, render, type Text } from '../catalog/message.js';
import { mayResend, type CallEffect, type Resend } from '../http/effects.js';
import { WINDOW_MS } from '../http/sliding-window-limiter.js';
import { ERROR_CODES, type Blame, type ErrorCode } from './error-codes.js';
import type { OutcomeError } from './outcome.js';

/** What a failure adds to its code. */
export interface ErrorDetails extends Pick<
  OutcomeError,
  'approval' | 'host' | 'issues' | 'limitation' | 'next' | 'upstream'
> {
  /** Whether it changed anything. Default: nothing, or unknown for `outcome_unknown`. */
  readonly effect?: CallEffect;
  readonly message: Text;
  readonly fix?: Text;
  /** Milliseconds to wait before the next try. */
  readonly afterMs?: number;
  /** Overrides what the code says about sending it again. */
  readonly resend?: Resend;
  /** Overrides who has to act by the code. */
  readonly blame?: Blame;
}

/** Carries an `OutcomeError` to the end of its invocation. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';

  constructor(readonly error: OutcomeError) {
    super(error.message);
  }
}

/** Builds the exception of a failure; blame and retries follow from the code. */
export const failure = (code: ErrorCode, details: ErrorDetails): ConnectorError =>
  new ConnectorError(outcomeError(code, details));

/** Builds the error of an outcome; blame and retries follow from the code. */
export function outcomeError(code: ErrorCode, details: ErrorDetails): OutcomeError {
  const { message, fix, afterMs, issues, limitation, upstream, host, approval, next } = details;
  const { effect = code === 'outcome_unknown' ? 'unknown' : 'none', resend = ERROR_CODES[code].resend } =
    details;
  const allowed = mayResend(resend);
  // A rate limit without a hint lasts a whole window.
  const wait = afterMs ?? (code === 'rate_limited' && allowed ? WINDOW_MS : undefined);
  const parts = {
    ...(hasReferences(message) ? { message } : {}),
    ...(fix !== undefined && hasReferences(fix) ? { fix } : {}),
  };
  return {
    code,
    blame: details.blame ?? ERROR_CODES[code].blame,
    message: render(message),
    effect,
    retry: { allowed, resend, ...(wait === undefined ? {} : { afterMs: Math.ceil(wait) }) },
    ...(fix === undefined ? {} : { fix: render(fix) }),
    ...(Object.keys(parts).length > 0 ? { parts } : {}),
    ...(issues ? { issues } : {}),
    ...(limitation ? { limitation } : {}),
    ...(upstream ? { upstream } : {}),
    ...(host ? { host } : {}),
    ...(approval ? { approval } : {}),
    ...(next ? { next } : {}),
  };
}

/** What to do where a port of the host failed. */
export const HOST_FIX = 'An operator has to check the host, whose log has the cause; then invoke again.';

/** The failure of a port of the host before anything was sent. */
export const hostFailure = (port: HostPort): ConnectorError =>
  failure('host_failed', {
    message: `The ${HOST_PORTS[port]} of the host failed, so the request was not sent.`,
    fix: HOST_FIX,
    host: { port, sent: false },
  });
