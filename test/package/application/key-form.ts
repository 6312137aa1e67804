import {
  ADMIN_KEYS_PAGE,
  checkKeyFormat,
  type KeyFormatCode,
  type KeyFormatProblem,
} from 'anthropic-admin-connector/key-format';

const TITLES: Partial<Record<KeyFormatCode, string>> = { oauth_token: 'This is an OAuth token' };

/** What a form shows below its field. */
export function hint(pasted: string): string {
  const format = checkKeyFormat(pasted);
  return format.ok ? `Complete: ${format.key.length} characters` : titleOf(format.problem);
}

const titleOf = ({ code, message, fix }: KeyFormatProblem): string =>
  TITLES[code] ?? `${message} ${fix} ${ADMIN_KEYS_PAGE}`;
