import { isProblem } from '../../api/api-problem.js';

/** Titles by the code of the key problem or of the platform problem. */
const TITLES: Readonly<Record<string, string>> = {
  key_missing: 'The field is empty',
  key_control_characters: 'There is a line break in the key',
  key_quotes: 'There are quotation marks in the key',
  key_blanks: 'There is a space in the key',
  key_incomplete: 'The key is incomplete',
  ordinary_api_key: 'This is an API key, not an Admin key',
  enterprise_scoped_key: 'This is a Claude Enterprise key',
  oauth_token: 'This is an OAuth token',
  unknown_anthropic_key: 'This is another kind of Anthropic credential',
  not_an_admin_key: 'This is not an Admin key',
  key_unknown: 'Anthropic does not know this key',
  key_revoked: 'This key was revoked',
  key_expired: 'This key has expired',
  key_without_permission: 'This key cannot manage an organization',
  upstream_unavailable: "We couldn't check the key",
  rate_limited: 'Too many requests to Anthropic',
  timeout: 'Anthropic did not answer in time',
  throttled: 'Too many attempts',
  permission_missing: 'You do not have permission to save a key',
  conflict: 'Someone else saved a key at the same time',
  unauthenticated: 'Your session ended before the key was saved',
  csrf_refused: 'Your session has changed',
};

/** Problems that leave open whether the key is valid. */
const UNDETERMINED: readonly string[] = ['upstream_unavailable', 'rate_limited', 'timeout'];

/** The title of a problem with the key or with saving it. */
export function titleOf(problem: unknown): string | undefined {
  if (!isProblem(problem)) return undefined;
  const rule = problem.issues[0]?.rule ?? '';
  return TITLES[rule] ?? TITLES[problem.code];
}

/** The title of a problem with the format of a key. */
export const titleOfShape = (code: string): string => TITLES[code] ?? 'This is not an Admin key';

/** Whether it is unknown if the key is valid. */
export const isUndetermined = (problem: unknown): boolean =>
  isProblem(problem) && UNDETERMINED.includes(problem.code);

/** Whether the key is valid but belongs to an organization other than the connected one. */
export const isOtherOrganization = (problem: unknown): boolean =>
  isProblem(problem, 'conflict') && problem.issues[0]?.rule === 'identity_changed';
