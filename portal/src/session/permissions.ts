import { CONNECTOR } from '../api/connector.js';

/**
 * Whether a list of permissions allows something, such as `connections:write`; `*` stands for any run of characters.
 * This is for what the page offers: the platform decides.
 */
export const allows = (granted: readonly string[], permission: string): boolean =>
  granted.some((pattern) => patternOf(pattern).test(`${CONNECTOR}:${permission}`));

const patternOf = (permission: string): RegExp =>
  new RegExp(`^${permission.split('*').map(escaped).join('.*')}$`);

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
