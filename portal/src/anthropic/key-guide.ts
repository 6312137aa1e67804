import { ADMIN_KEY_PREFIX, checkKeyFormat } from 'anthropic-admin-connector/key-format';
import type { KeyGuide } from '../pages/configuration/key-guide.js';
import { KeyKinds, SetupSteps } from './setup-steps.js';

const BEGINNING = `${ADMIN_KEY_PREFIX}01-`;

const UNFINISHED = {
  kind: 'hint',
  text: 'This is the start of an Admin key. Paste the complete key.',
} as const;

const INSIDE = {
  kind: 'inside',
  text: 'There is an Admin key in this text. The field takes the key alone.',
} as const;

const CANDIDATE = new RegExp(`(?<![\\w-])${ADMIN_KEY_PREFIX}[\\w-]+`, 'g');

/** The key in a line of an env file, a header, JSON or a command. */
function keyWithin(text: string): string | undefined {
  const found = new Set(text.match(CANDIDATE)?.filter((candidate) => checkKeyFormat(candidate).ok));
  return found.size === 1 ? [...found][0] : undefined;
}

/** Admin keys of Anthropic; their format is checked with the rules of the connector. */
export const ANTHROPIC_KEYS: KeyGuide = {
  check(typed) {
    const text = typed.trim();
    if (text === '') {
      const hint = `Your Admin key starts with ${ADMIN_KEY_PREFIX}. It is checked with Anthropic before it is saved.`;
      return { kind: 'hint', text: hint };
    }
    if (BEGINNING.startsWith(text)) return UNFINISHED;
    const format = checkKeyFormat(text);
    if (format.ok) return { kind: 'good', text: 'Looks like an Admin key. Saving checks it with Anthropic.' };
    if (keyWithin(text) !== undefined) return INSIDE;
    const { problem } = format;
    return problem.code === 'key_incomplete' ? UNFINISHED : { kind: 'wrong', problem };
  },
  refused(typed) {
    const format = checkKeyFormat(typed);
    return format.ok ? undefined : format.problem;
  },
  within: keyWithin,
  titles: {
    ordinary_api_key: 'This is an API key, not an Admin key',
    enterprise_scoped_key: 'This is a Claude Enterprise key',
    oauth_token: 'This is an OAuth token',
    unknown_anthropic_key: 'This is another kind of Anthropic credential',
    not_an_admin_key: 'This is not an Admin key',
  },
  Steps: SetupSteps,
  Kinds: KeyKinds,
  firstAction: { id: 'users_list', words: 'List the members of your organization' },
  losses: ['scripts and SDKs that call Anthropic through the drop-in endpoint'],
};
