import type { OutcomeError, OutcomeMeta } from 'anthropic-admin-connector';
import { problemKindOf, type ProblemCode } from './problem-codes.js';

/** The media type of problems. */
export const PROBLEM_TYPE = 'application/problem+json';

/** The error inside a problem: the one of an outcome, or one of the same form. */
export type ProblemError = Omit<OutcomeError, 'code'> & { readonly code: ProblemCode };

/** What of an outcome's meta there is; a request that never reached a connector has an id alone. */
export type ProblemMeta = Pick<OutcomeMeta, 'requestId'> & Partial<OutcomeMeta>;

/** The body of an `application/problem+json` answer (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Names this one occurrence; the path of a request is not repeated, for anything may stand in it. */
  readonly instance: string;
  readonly code: ProblemCode;
  readonly error: ProblemError;
  readonly meta: ProblemMeta;
}

/** Puts a problem together; `status` overrules the usual one of the code. */
export function problemOf(error: ProblemError, meta: ProblemMeta, status?: number): Problem {
  const kind = problemKindOf(error.code);
  return {
    type: `urn:anthropic-admin-platform:problem:${error.code}`,
    title: kind.title,
    status: status ?? kind.status,
    detail: error.message,
    instance: `urn:anthropic-admin-platform:request:${meta.requestId}`,
    code: error.code,
    error,
    meta,
  };
}
