import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { InvocationContext } from 'anthropic-admin-connector';
import { IDEMPOTENCY_KEY_FORM } from 'anthropic-admin-connector/kit';
import type { Request } from 'express';
import { traceIdIn } from '../http/request-context.js';
import { PlatformError } from '../problems/platform-error.js';

/** Headers with the caller's timeout in milliseconds; Envoy sets the second one. */
export const TIMEOUT_HEADERS = ['x-request-timeout-ms', 'x-envoy-expected-rq-timeout-ms'] as const;

const TIMEOUT_MAX_MS = 3_600_000;

type FromHeaders = Pick<InvocationContext, 'deadline' | 'idempotencyKey' | 'traceparent'>;

/** The options of an invocation in the headers of a request. */
export const InvocationHeaders = createParamDecorator(
  (_: unknown, context: ExecutionContext): FromHeaders => {
    const request = context.switchToHttp().getRequest<Request>();
    return { ...deadline(request), ...idempotencyKey(request), ...traceparent(request) };
  },
);

function deadline(request: Request): Pick<FromHeaders, 'deadline'> {
  const header = TIMEOUT_HEADERS.find((name) => request.get(name) !== undefined);
  if (header === undefined) return {};
  const value = request.get(header) ?? '';
  const timeoutMs = Number(value);
  if (/^\d+$/.test(value) && timeoutMs >= 1 && timeoutMs <= TIMEOUT_MAX_MS) {
    return { deadline: Date.now() + timeoutMs };
  }
  throw badHeader(header, `must be a whole number of milliseconds from 1 to ${TIMEOUT_MAX_MS}, such as 5000`);
}

function idempotencyKey(request: Request): Pick<FromHeaders, 'idempotencyKey'> {
  const key = request.get('idempotency-key');
  if (key === undefined) return {};
  if (IDEMPOTENCY_KEY_FORM.test(key)) return { idempotencyKey: key };
  throw badHeader(
    'idempotency-key',
    'must be 1 to 255 printable ASCII characters without blanks, such as a UUID',
  );
}

/** An invalid trace is replaced by a new one, as W3C Trace Context requires. */
function traceparent(request: Request): Pick<FromHeaders, 'traceparent'> {
  const value = request.get('traceparent');
  return value !== undefined && traceIdIn(value) !== undefined ? { traceparent: value } : {};
}

const badHeader = (name: string, wanted: string): PlatformError =>
  new PlatformError('invalid_input', {
    message: `The header ${name} ${wanted}.`,
    issues: [{ path: `headers.${name}`, rule: 'header', message: `${name} ${wanted}` }],
  });
