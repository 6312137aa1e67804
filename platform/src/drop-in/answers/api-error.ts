import { ERROR_CODES, type ReadyAction } from 'anthropic-admin-connector';
import { problemKindOf, type ProblemError } from '../../problems/problem.js';
import type { Operation } from '../routes/operation.js';
import { API_STATUS, errorTypeOf, PASSED_ON } from './error-types.js';
import { inWords, readyRequest } from './ready-request.js';

/** A failure in the API's form. */
export interface ApiError {
  readonly status: number;
  readonly error: {
    readonly type: string;
    readonly message: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
}

/** Finds the request that stands for an action. */
export type FindOperation = (actionId: string) => Operation | undefined;

/** Puts a failure into the API's form; `status` overrules the usual one of its code. */
export function apiErrorOf(error: ProblemError, find: FindOperation, status?: number): ApiError {
  if (error.limitation) return limited(error, error.limitation, find);
  if (PASSED_ON.has(error.code) && error.upstream?.status !== undefined)
    return passedOn(error, error.upstream);
  const { issues } = error;
  const next = requestOf(error.next, find);
  // The fix of an input that is wrong shows it in the form of an action, which a client of the API does not speak.
  const fix = error.code === 'invalid_input' ? undefined : error.fix;
  const message = sentences(error.message, fix, next && `As a request: ${inWords(next)}`);
  const details = { error_code: errorCodeOf(error.code), ...(issues && { issues }), ...(next && { next }) };
  return inForm(status ?? statusOf(error.code), message, details);
}

function limited(
  { message }: ProblemError,
  { id, workaround, reference, credential, alternative }: NonNullable<ProblemError['limitation']>,
  find: FindOperation,
): ApiError {
  const instead = requestOf(alternative, find);
  const details = { error_code: `connector_${id}`, reference, ...(instead && { alternative: instead }) };
  return inForm(
    credential ? API_STATUS.credential_forbidden : API_STATUS.limited_operation,
    sentences(message, workaround, instead && `Send instead: ${inWords(instead)}`),
    { ...details, ...(credential && { credential }) },
  );
}

function passedOn(error: ProblemError, said: NonNullable<ProblemError['upstream']>): ApiError {
  const { status = statusOf(error.code), type, code, message = error.message } = said;
  return {
    status,
    error: {
      type: type ?? errorTypeOf(status),
      message,
      ...(code === undefined ? {} : { details: { error_code: code } }),
    },
  };
}

const inForm = (status: number, message: string, details: Readonly<Record<string, unknown>>): ApiError => ({
  status,
  error: { type: errorTypeOf(status), message, details },
});

const statusOf = (code: ProblemError['code']): number =>
  code in API_STATUS ? API_STATUS[code as keyof typeof API_STATUS] : problemKindOf(code).status;

const errorCodeOf = (code: ProblemError['code']): string =>
  `${code in ERROR_CODES ? 'connector' : 'platform'}_${code}`;

function requestOf(
  action: ReadyAction | undefined,
  find: FindOperation,
): ReturnType<typeof readyRequest> | undefined {
  const operation = action && find(action.actionId);
  return operation && readyRequest(operation, action);
}

const sentences = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ');
