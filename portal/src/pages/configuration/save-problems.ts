import { isProblem } from '../../api/api-problem.js';

/** What went wrong, in a few words, by the code of the key's problem or else of the platform's. */
const TITLES: Readonly<Record<string, string>> = {
  key_missing: 'The field is empty',
  key_control_characters: 'There is a line break in the key',
  key_quotes: 'There are quotation marks in the key',
  key_blanks: 'The key contains spaces',
  key_incomplete: 'The key is not whole',
  ordinary_api_key: 'That is an ordinary API key',
  enterprise_scoped_key: 'That is a key of Claude Enterprise',
  oauth_token: 'That is an OAuth token',
  unknown_anthropic_key: 'That is another kind of Anthropic credential',
  not_an_admin_key: 'That is not an Anthropic Admin key',
  key_unknown: 'Anthropic does not know this key',
  key_revoked: 'This key was revoked',
  key_expired: 'This key has expired',
  key_without_permission: 'This key may not manage an organization',
  upstream_unavailable: 'Anthropic gave no verdict on the key',
  rate_limited: 'Anthropic is asked too often at the moment',
  timeout: 'Anthropic did not answer in time',
  throttled: 'Too many attempts',
  permission_missing: 'You may not save a key here',
  conflict: 'Somebody else saved a key at the same moment',
  unauthenticated: 'Your session ended before the key was saved',
  csrf_refused: 'Your session has changed',
};

/** Problems by which nobody knows yet whether the key is good. */
const UNDETERMINED: readonly string[] = ['upstream_unavailable', 'rate_limited', 'timeout'];

/** The title of a problem of the key or of saving it. */
export function titleOf(problem: unknown): string | undefined {
  if (!isProblem(problem)) return undefined;
  const rule = problem.issues[0]?.rule ?? '';
  return TITLES[rule] ?? TITLES[problem.code];
}

/** The title of a problem that the shape of a key shows. */
export const titleOfShape = (code: string): string => TITLES[code] ?? 'That is not an Anthropic Admin key';

/** Whether the API did not say if the key is good. */
export const isUndetermined = (problem: unknown): boolean =>
  isProblem(problem) && UNDETERMINED.includes(problem.code);

/** Whether the key is good, but opens another organization than the one that is connected. */
export const isOtherOrganization = (problem: unknown): boolean =>
  isProblem(problem, 'conflict') && problem.issues[0]?.rule === 'identity_changed';
