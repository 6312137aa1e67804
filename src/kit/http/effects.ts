import type { ApiErrorKind, AttemptFailure } from './attempt-failure.js';

/** Whether a failed call changed anything. */
export type CallEffect = 'none' | 'done' | 'partial' | 'unknown';

/**
 * Whether the same request may be sent again. `same_request`: it is safe; `after_wait`: it is safe, after a pause;
 * `after_change`: something has to change first, such as the input, the credential or an object; `never`: it would do
 * something twice, or fail again.
 */
export type Resend = 'never' | 'same_request' | 'after_change' | 'after_wait';

/** What a failure means for the call. */
export interface Consequence {
  readonly effect: CallEffect;
  readonly resend: Resend;
}

/** True where the same request may be sent again. */
export const mayResend = (resend: Resend): boolean => resend === 'same_request' || resend === 'after_wait';

/** A request that provably did not reach the API has no effect. */
const UNSENT: Readonly<Record<ApiErrorKind, Resend>> = {
  answered: 'after_wait',
  rate_limited: 'after_wait',
  unreachable: 'after_wait',
  interrupted: 'after_wait',
  timeout: 'same_request',
  cancelled: 'same_request',
  protocol: 'after_change',
  too_large: 'after_change',
  no_room: 'after_wait',
  host: 'after_wait',
  invalid_request: 'after_change',
};

/** Responses of the API without a known error code. */
interface StatusRow {
  readonly from: number;
  readonly to: number;
  /** The effect of a write. */
  readonly effect: CallEffect;
  /** For a write in doubt this applies to reads alone. */
  readonly resend: Resend;
}

/** The first row that fits. */
const STATUSES: readonly StatusRow[] = [
  { from: 408, to: 408, effect: 'unknown', resend: 'after_wait' },
  { from: 429, to: 429, effect: 'none', resend: 'after_wait' },
  { from: 400, to: 499, effect: 'none', resend: 'after_change' },
  { from: 500, to: Infinity, effect: 'unknown', resend: 'after_wait' },
];

/** Requests that were sent, without a response of the API. A proxy in between may answer after the API has acted. */
const UNANSWERED: Readonly<Partial<Record<ApiErrorKind, Resend>>> = {
  interrupted: 'after_wait',
  timeout: 'same_request',
  cancelled: 'same_request',
  no_room: 'after_wait',
  host: 'after_wait',
};

/** What decides on the consequence of a failure besides the failure. */
export interface FailedRequest {
  readonly effect: 'read' | 'write';
  /** Sending it twice has the effect of sending it once. */
  readonly idempotent?: boolean;
}

/** The vendor's error codes whose consequence is not that of their status. */
export type ErrorEffects = Readonly<Record<string, Consequence>>;

/** What a failed attempt means: whether it changed anything, and whether it may be sent again. */
export function consequenceOf(
  { kind, status, code, sent, shouldRetry }: Omit<AttemptFailure, keyof Error>,
  { effect, idempotent }: FailedRequest,
  effects: ErrorEffects = {},
): Consequence {
  if (!sent) return { effect: 'none', resend: UNSENT[kind] };
  const known = code !== undefined && Object.hasOwn(effects, code) ? effects[code] : undefined;
  if (known) return effect === 'read' ? { ...known, effect: 'none' } : known;
  const answered = kind === 'answered' || kind === 'rate_limited';
  const row = answered
    ? STATUSES.find(({ from, to }) => status !== undefined && status >= from && status <= to)
    : undefined;
  const { effect: ofWrite, resend } = row ?? {
    effect: 'unknown',
    resend: UNANSWERED[kind] ?? 'after_change',
  };
  if (effect === 'write' && ofWrite === 'unknown') {
    const foreign = (kind === 'protocol' || kind === 'too_large') && status !== undefined && status >= 400;
    // A proxy in between would refuse the same request again.
    if (foreign && shouldRetry === undefined)
      return { effect: 'unknown', resend: idempotent ? 'after_change' : 'never' };
    return inDoubt({ idempotent }, shouldRetry);
  }
  return { effect: effect === 'read' ? 'none' : ofWrite, resend: asAsked(resend, shouldRetry) };
}

/** A write may have taken effect: only an idempotent one may be sent again, or one that the API asks to send again. */
export const inDoubt = (
  { idempotent = false }: Pick<FailedRequest, 'idempotent'>,
  shouldRetry = idempotent,
): Consequence => ({ effect: 'unknown', resend: shouldRetry ? 'same_request' : 'never' });

/** The API's `shouldRetryHeader` overrules the table where nothing was changed. */
function asAsked(resend: Resend, shouldRetry: boolean | undefined): Resend {
  if (shouldRetry === undefined || shouldRetry === mayResend(resend)) return resend;
  return shouldRetry ? 'same_request' : 'never';
}
