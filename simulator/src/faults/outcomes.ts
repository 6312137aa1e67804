import { ApiError, errorTypeOf } from '../errors.js';
import type { Reply } from '../http/reply.js';

/** An error code that says what became of the request. */
interface Outcome {
  /** The operations that answer with it, as method and path template. */
  readonly targets: readonly string[];
  readonly status: number;
  readonly message: string;
  /** What is carried out before: everything, nothing, or only the first field of the body. */
  readonly applies: 'all' | 'nothing' | 'first_field';
  readonly headers?: Readonly<Record<string, string>>;
  /** The details beside the code, from the response that the request has without the fault. */
  readonly details?: (body: Readonly<Record<string, unknown>>) => object;
}

/** The id and the header names are those of the SDK; the messages and the seconds are assumed. */
const OUTCOMES = {
  workspace_created_incomplete: {
    targets: ['POST /v1/organizations/workspaces'],
    status: 503,
    message: 'The workspace was created, but its setup is incomplete. Do not create it again.',
    applies: 'all',
    details: ({ id }) => ({ workspace_id: id }),
  },
  change_outcome_unknown: {
    targets: ['POST /v1/organizations/workspaces/{workspace_id}'],
    status: 503,
    message: 'The outcome of the change is unknown. Send the same request again to complete it.',
    applies: 'first_field',
  },
  storage_attached_during_archive: {
    targets: ['POST /v1/organizations/workspaces/{workspace_id}/archive'],
    status: 409,
    message: 'The workspace was archived, but external storage was attached to it meanwhile.',
    applies: 'all',
  },
  authorization_check_unavailable: {
    targets: [
      'POST /v1/organizations/workspaces/{workspace_id}/archive',
      'POST /v1/organizations/external_storage',
      'POST /v1/organizations/external_storage/{external_storage_id}/activate',
    ],
    status: 503,
    message: 'The authorization could not be checked. Nothing was changed. Try again later.',
    applies: 'nothing',
    headers: { 'retry-after': '5' },
  },
} satisfies Readonly<Record<string, Outcome>>;

/** An error code that says what became of the request. */
export type OutcomeCode = keyof typeof OUTCOMES;

/** Every error code that says what became of the request. */
export const OUTCOME_CODES = Object.keys(OUTCOMES) as readonly OutcomeCode[];

/** The declaration of a code. */
export const outcomeOf = (code: OutcomeCode): Outcome => OUTCOMES[code];

/**
 * The error of a code.
 *
 * @param reply the response of the request itself; null if it was not carried out
 */
export function outcomeError(code: OutcomeCode, reply: Reply | null): ApiError {
  const { status, message, headers, details }: Outcome = OUTCOMES[code];
  const more = reply && details ? details(reply.body as Record<string, unknown>) : {};
  return new ApiError(status, errorTypeOf(status), message, { error_code: code, ...more }, headers);
}
