import type { NextFunction, Request, Response } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import { PlatformError } from '../../problems/platform-error.js';

/** Path of the drop-in endpoint; a client appends it to the platform's origin as its base URL. */
export const DROP_IN_PATH = '/v1/connectors/anthropic/api';

/** The decoded segments of a path, and the query string. */
export interface SplitTarget {
  readonly segments: readonly string[];
  readonly query: string;
}

/** A decoded segment that cannot lead elsewhere, even behind a proxy that decodes it again. */
// eslint-disable-next-line no-control-regex -- control characters are what it keeps out
const SEGMENT = /^(?!\.{1,2}$)[^/\\%\s\u0000-\u001f\u007f]*$/;

const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

const targets = new WeakMap<Request, string>();

/**
 * Stores the target of a request to the drop-in endpoint and hides it from Express, which would decode and match it by
 * its own rules. The platform's router sees one path for all of them.
 */
export function dropInTarget(request: Request, _response: Response, next: NextFunction): void {
  const path = request.url.replace(ORIGIN, '');
  const rest = path.slice(DROP_IN_PATH.length);
  if (path.startsWith(DROP_IN_PATH) && /^([/?#]|$)/.test(rest)) {
    targets.set(request, path === request.url ? rest : request.url);
    request.url = DROP_IN_PATH;
    takeApiKeyAsToken(request.headers);
  }
  next();
}

/** Returns the path and query as sent, without the path of the endpoint; an absolute URL if one was sent. */
export const targetOf = (request: Request): string => targets.get(request) ?? '';

/**
 * Splits a target. Segments are decoded before they are matched, so every spelling of a path has one meaning.
 * @throws PlatformError malformed_request if the path could lead elsewhere
 */
export function splitTarget(target: string): SplitTarget {
  if (/^[^/?#]/.test(target)) throw malformed('The request target is an absolute URL.');
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const segments = path.split('/').slice(1).map(decoded);
  return { segments, query: mark === -1 ? '' : target.slice(mark + 1) };
}

function decoded(segment: string): string {
  try {
    const text = decodeURIComponent(segment);
    if (SEGMENT.test(text)) return text;
  } catch {
    throw malformed('The path contains an invalid percent escape.');
  }
  throw malformed('The path contains a relative segment, a space or an encoded slash.');
}

const malformed = (message: string): PlatformError =>
  new PlatformError('malformed_request', {
    message,
    fix: 'Example of a valid path: /v1/organizations/users/user_01WCz1FkmYMm4gnmykNKUu3Q.',
  });

/** Reads `x-api-key` as the platform's token. `Authorization` wins, so a request has exactly one caller. */
function takeApiKeyAsToken(headers: IncomingHttpHeaders): void {
  const key = headers['x-api-key'];
  delete headers['x-api-key'];
  if (headers.authorization === undefined && typeof key === 'string') headers.authorization = `Bearer ${key}`;
}

/** Tells whether a request has an Anthropic API key in place of the platform's token. */
export const bringsAnthropicKey = ({ authorization = '' }: IncomingHttpHeaders): boolean =>
  /^Bearer +sk-ant-/i.test(authorization);
