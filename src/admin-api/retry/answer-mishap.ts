import type { SecretString } from '../../kit/vault/secret-string.js';
import { scrub } from './scrub.js';
import type { Mishap } from './mishap.js';
import { delayUntilReset, hintedDelay } from './retry-delay.js';

type HeaderBag = Readonly<Record<string, unknown>>;

/** The parts of an answer that a verdict needs. */
export interface FailedAnswer {
  readonly status: number;
  readonly headers: HeaderBag;
  /** The body as text. */
  readonly data: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const flag = (value: unknown): boolean | undefined =>
  value === 'true' ? true : value === 'false' ? false : undefined;

/** The ids that come in the headers of every answer. */
export const idsOf = (headers: HeaderBag): { requestId?: string; organizationId?: string } => ({
  requestId: text(headers['request-id']),
  organizationId: text(headers['anthropic-organization-id']),
});

/** Reads a 3xx, 4xx or 5xx answer, with the API's envelope or without. */
export function mishapOfAnswer(answer: FailedAnswer, key: SecretString, now: number): Mishap {
  const { status, headers } = answer;
  const { requestId, organizationId } = idsOf(headers);
  if (status < 400) {
    return {
      kind: 'protocol',
      sent: true,
      status,
      requestId,
      organizationId,
      reason: 'a redirect, never followed',
    };
  }
  const envelope = record(parsed(answer.data));
  const error = record(envelope['error']);
  const limited = status === 429;
  return {
    kind: limited ? 'rate_limited' : 'answered',
    sent: true,
    status,
    requestId: requestId ?? scrub(text(envelope['request_id']), key),
    organizationId,
    type: scrub(text(error['type']), key),
    code: scrub(text(record(error['details'])['error_code']), key),
    upstreamMessage: scrub(text(error['message']), key),
    shouldRetry: flag(headers['x-should-retry']),
    hintMs: hintedDelay(headers, now) ?? (limited ? delayUntilReset(headers, now) : undefined),
  };
}
