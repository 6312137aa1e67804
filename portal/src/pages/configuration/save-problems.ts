import { isProblem } from '../../api/api-problem.js';
import type { KeyProblem } from '../../api/connections.js';
import type { Connector } from '../../api/connectors.js';
import { guideOf } from './key-guide.js';

/** Titles by the code of the key problem or of the platform problem, in any connector. */
const TITLES: Readonly<Record<string, string>> = {
  key_missing: 'The field is empty',
  key_control_characters: 'There is a line break in the key',
  key_quotes: 'There are quotation marks in the key',
  key_blanks: 'There is a space in the key',
  key_masked: 'This key is masked',
  key_look_alikes: 'There is a character in the key that only looks right',
  key_incomplete: 'The key is incomplete',
  key_revoked: 'This key was revoked',
  key_expired: 'This key has expired',
  key_without_permission: 'This key cannot manage an organization',
  upstream_unavailable: "We couldn't check the key",
  throttled: 'Too many attempts',
  permission_missing: 'You do not have permission to save a key',
  conflict: 'Someone else saved a key at the same time',
  unauthenticated: 'Your session ended before the key was saved',
  csrf_refused: 'Your session has changed',
};

/** Problems that leave open whether the key is valid. */
const UNDETERMINED: readonly string[] = ['upstream_unavailable', 'rate_limited', 'timeout'];

/** The title of a problem with the key or with saving it. */
export function titleOf(problem: unknown, connector: Connector): string | undefined {
  if (!isProblem(problem)) return undefined;
  const titles = titlesOf(connector);
  return titles[problem.issues[0]?.rule ?? ''] ?? titles[problem.code];
}

/** The title of a problem with the format of a key. */
export const titleOfKey = ({ code, message }: KeyProblem, connector: Connector): string =>
  titlesOf(connector)[code] ?? message;

const titlesOf = (connector: Connector): Readonly<Record<string, string>> => ({
  ...TITLES,
  key_unknown: `${connector.vendor} does not know this key`,
  rate_limited: `Too many requests to ${connector.vendor}`,
  timeout: `${connector.vendor} did not answer in time`,
  ...guideOf(connector).titles,
});

/** Whether it is unknown if the key is valid. */
export const isUndetermined = (problem: unknown): boolean =>
  isProblem(problem) && UNDETERMINED.includes(problem.code);

/** Whether the key is valid but belongs to an organization other than the connected one. */
export const isOtherOrganization = (problem: unknown): boolean =>
  isProblem(problem, 'conflict') && problem.issues[0]?.rule === 'identity_changed';
