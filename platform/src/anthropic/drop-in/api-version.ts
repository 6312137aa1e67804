import { PlatformError } from '../../problems/platform-error.js';

const API_VERSIONS = ['2023-06-01', '2026-10-21'] as const;

/** A version of the API in which the drop-in endpoint responds. */
export type ApiVersion = (typeof API_VERSIONS)[number];

/** The field that version 2026-10-21 removed from objects, by their `type`. */
const REMOVED: Readonly<Record<string, string>> = {
  api_key: 'workspace_id',
  rate_limit: 'group_type',
  workspace_rate_limit: 'group_type',
};

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the header `anthropic-version`; without it, the older version. The header is not passed on to the API.
 * @throws PlatformError malformed_request for an unknown version, whose responses may differ
 */
export function versionOf(header: string | undefined): ApiVersion {
  if (header === undefined) return '2023-06-01';
  const known = API_VERSIONS.find((version) => version === header);
  if (known) return known;
  throw new PlatformError('malformed_request', {
    message: 'The header anthropic-version names a version that is not supported here.',
    fix: `Leave it out, or send ${API_VERSIONS.join(' or ')}.`,
  });
}

/** Converts a response to a version. The API is always called in the older version, which has the fields of both. */
export function inVersion(version: ApiVersion, answer: unknown): unknown {
  if (version === '2023-06-01' || !isObject(answer)) return answer;
  const { data } = answer;
  return Array.isArray(data) ? { ...answer, data: data.map(newer) } : newer(answer);
}

function newer(value: unknown): unknown {
  if (!isObject(value)) return value;
  const gone = Object.hasOwn(REMOVED, String(value['type'])) ? REMOVED[String(value['type'])] : undefined;
  if (gone === undefined || !(gone in value)) return value;
  const { [gone]: _, ...rest } = value;
  return rest;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
