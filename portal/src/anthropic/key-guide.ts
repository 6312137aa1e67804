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

const several = (count: number) =>
  ({
    kind: 'inside',
    text: `There are ${count} Admin keys in this text. Choose the one to save.`,
  }) as const;

/** Where one key ends and the next begins is not always marked: a field of one line has no line breaks. */
const CANDIDATE = new RegExp(`(?<![\\w-])${ADMIN_KEY_PREFIX}[\\w-]+`, 'g');
const NEXT_KEY = new RegExp(`(?=${ADMIN_KEY_PREFIX})`);

/** The keys in a line of an env file, a header, JSON or a command. */
function keysWithin(text: string): readonly string[] {
  const candidates = (text.match(CANDIDATE) ?? []).flatMap((found) => found.split(NEXT_KEY));
  return [...new Set(candidates.filter((candidate) => checkKeyFormat(candidate).ok))];
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
    const within = keysWithin(text).length;
    if (within > 0) return within === 1 ? INSIDE : several(within);
    const { problem } = format;
    return problem.code === 'key_incomplete' ? UNFINISHED : { kind: 'wrong', problem };
  },
  refused(typed) {
    const format = checkKeyFormat(typed);
    return format.ok ? undefined : format.problem;
  },
  within: keysWithin,
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
