import { ADMIN_KEY_PREFIX, checkKeyFormat } from 'anthropic-admin-connector/key-format';
import type { KeyGuide } from '../pages/configuration/key-guide.js';
import { KeyKinds, SetupSteps } from './setup-steps.js';

const BEGINNING = `${ADMIN_KEY_PREFIX}01-`;

const UNFINISHED = {
  kind: 'hint',
  text: 'This is the start of an Admin key. Paste the complete key.',
} as const;

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
    const { problem } = format;
    return problem.code === 'key_incomplete' ? UNFINISHED : { kind: 'wrong', problem };
  },
  refused(typed) {
    const format = checkKeyFormat(typed);
    return format.ok ? undefined : format.problem;
  },
  titles: {
    ordinary_api_key: 'This is an API key, not an Admin key',
    enterprise_scoped_key: 'This is a Claude Enterprise key',
    oauth_token: 'This is an OAuth token',
    unknown_anthropic_key: 'This is another kind of Anthropic credential',
    not_an_admin_key: 'This is not an Admin key',
  },
  Steps: SetupSteps,
  Kinds: KeyKinds,
  losses: ['scripts and SDKs that call Anthropic through the drop-in endpoint'],
};
