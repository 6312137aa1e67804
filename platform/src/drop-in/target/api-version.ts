import { PlatformError } from '../../problems/platform-error.js';

const API_VERSIONS = ['2023-06-01', '2026-10-21'] as const;

/** A version of the API that answers can be had in. */
export type ApiVersion = (typeof API_VERSIONS)[number];

/**
 * The version that the caller's `anthropic-version` asks for; the older one where it says nothing. The header goes no further.
 * @throws PlatformError malformed_request for a version that nobody here knows: it may want other answers.
 */
export function versionOf(header: string | undefined): ApiVersion {
  if (header === undefined) return '2023-06-01';
  const known = API_VERSIONS.find((version) => version === header);
  if (known) return known;
  throw new PlatformError('malformed_request', {
    message: 'The header anthropic-version names no version that is served here.',
    fix: `Leave it out, or send ${API_VERSIONS.join(' or ')}.`,
  });
}
