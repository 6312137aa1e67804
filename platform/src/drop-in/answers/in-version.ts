import type { ApiVersion } from '../target/api-version.js';

/** The fields that version 2026-10-21 took out of its objects, by the `type` that each object carries. */
const TAKEN_OUT: Readonly<Record<string, string>> = {
  api_key: 'workspace_id',
  rate_limit: 'group_type',
  workspace_rate_limit: 'group_type',
};

type Json = Readonly<Record<string, unknown>>;

/** An answer as the version that the client asked for has it. Anthropic is always asked for the older one, which holds the fields of both. */
export function inVersion(version: ApiVersion, answer: unknown): unknown {
  if (version === '2023-06-01' || !isObject(answer)) return answer;
  const { data } = answer;
  return Array.isArray(data) ? { ...answer, data: data.map(newer) } : newer(answer);
}

function newer(value: unknown): unknown {
  if (!isObject(value)) return value;
  const gone = Object.hasOwn(TAKEN_OUT, String(value['type'])) ? TAKEN_OUT[String(value['type'])] : undefined;
  if (gone === undefined || !(gone in value)) return value;
  const { [gone]: _, ...rest } = value;
  return rest;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
