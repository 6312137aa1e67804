import type { AxiosResponse } from 'axios';
import { idsOf } from '../retry/answer-mishap.js';
import type { Mishap } from '../retry/mishap.js';

/** A 2xx answer that could be read, or what is wrong with it. */
export type Reading =
  | { readonly body: unknown; readonly requestId?: string; readonly organizationId?: string }
  | { readonly mishap: Mishap };

/** Parses a 2xx answer into a copy of its own; an empty body is undefined. */
export function readAnswer({ status, headers, data }: AxiosResponse<string>): Reading {
  const ids = idsOf(headers);
  if (data === '') return { body: undefined, ...ids };
  const unusable = (reason: string): Reading => ({
    mishap: { kind: 'protocol', sent: true, status, reason, ...ids },
  });
  if (headers['content-encoding'] !== undefined)
    return unusable('the answer is encoded, which was not asked for');
  const contentType: unknown = headers['content-type'] ?? 'application/json';
  if (typeof contentType !== 'string' || !contentType.includes('json'))
    return unusable('the answer is not JSON');
  try {
    return { body: JSON.parse(data), ...ids };
  } catch {
    return unusable('the answer is not valid JSON');
  }
}
