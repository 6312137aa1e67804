import { PlatformError } from '../../problems/platform-error.js';

/** A target taken apart: the decoded segments of its path, and its query string. */
export interface SplitTarget {
  readonly segments: readonly string[];
  readonly query: string;
}

/** One segment, decoded: nothing in it may lead elsewhere, here or behind a proxy that decodes once more. */
// eslint-disable-next-line no-control-regex -- control characters are what it keeps out
const SEGMENT = /^(?!\.{1,2}$)[^/\\%\s\u0000-\u001f\u007f]*$/;

/**
 * Takes a target apart. Segments are decoded before they are compared, so that a path has one meaning however it is spelt.
 * @throws PlatformError malformed_request where the path could lead elsewhere.
 */
export function splitTarget(target: string): SplitTarget {
  if (/^[^/?#]/.test(target)) throw malformed('The request names a whole URL.');
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
    throw malformed('The path holds a percent escape that cannot be read.');
  }
  throw malformed('The path holds a relative part, a blank or an encoded slash.');
}

const malformed = (message: string): PlatformError =>
  new PlatformError('malformed_request', {
    message,
    fix: 'A right one looks like /v1/organizations/users/user_01WCz1FkmYMm4gnmykNKUu3Q.',
  });
