import { ADMIN_KEY, ADMIN_KEY_PREFIX, FOREIGN_KEYS } from './key-formats.js';
import { keyProblem, type KeyProblem } from './key-problem.js';
import { SecretString } from './secret-string.js';

/** What the shape of a pasted key tells. */
export type Precheck =
  { readonly ok: true; readonly key: SecretString } | { readonly ok: false; readonly problem: KeyProblem };

/** The organization that a key belongs to. */
export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** What the API tells of a key; `undetermined` is no verdict (outage, rate limit). */
export type KeyCheck =
  | { readonly state: 'valid'; readonly organization: Organization }
  | { readonly state: 'invalid'; readonly problem: KeyProblem }
  | { readonly state: 'undetermined'; readonly problem: KeyProblem; readonly retryAfterMs?: number };

/** What a probe of the API came back with, free of transport details. */
export type ProbeAnswer =
  | { readonly organization: Organization }
  | { readonly refused: { readonly status: number; readonly message?: string } }
  | { readonly unanswered: { readonly reason: string; readonly retryAfterMs?: number } };

/** Reads the organization of a key by one cheap call. */
export type OrganizationProbe = (key: SecretString, signal?: AbortSignal) => Promise<ProbeAnswer>;

/** Control characters, and blanks or quotes anywhere in the text. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const STRAY = { control: /[\u0000-\u001f\u007f]/, blank: /\s/, quote: /["'`\u2018\u2019\u201c\u201d]/ };

/** Judges Admin keys: by their shape without network, and by one read of the API. */
export class AdminKeyProvider {
  constructor(private readonly probe: OrganizationProbe) {}

  /** Judges the shape alone: pure, without network, and quick enough to run while a person types. */
  precheck(pasted: unknown): Precheck {
    const text = typeof pasted === 'string' ? pasted.trim() : '';
    const problem = shapeProblem(text);
    return problem === undefined ? { ok: true, key: new SecretString(text) } : { ok: false, problem };
  }

  /** Asks the API which organization the key belongs to (operation `organization.retrieve`). */
  async check(key: SecretString, signal?: AbortSignal): Promise<KeyCheck> {
    const answer = await this.probe(key, signal);
    if ('organization' in answer) return { state: 'valid', organization: answer.organization };
    if ('refused' in answer) return verdict(answer.refused);
    return undetermined(answer.unanswered.reason, answer.unanswered.retryAfterMs);
  }
}

function shapeProblem(text: string): KeyProblem | undefined {
  if (text === '') return keyProblem('key_missing', 'No key was given: the field "API Key" is empty.');
  if (STRAY.control.test(text)) {
    return keyProblem(
      'key_control_characters',
      'The key has a line break or control character inside it.',
      RECOPY,
    );
  }
  if (STRAY.quote.test(text)) {
    return keyProblem(
      'key_quotes',
      'The key has quotation marks in it.',
      `${RECOPY} Leave the quotation marks out.`,
    );
  }
  if (STRAY.blank.test(text)) return keyProblem('key_blanks', 'The key has blanks inside it.', RECOPY);
  if (!text.startsWith(ADMIN_KEY_PREFIX)) return foreign(text);
  if (!ADMIN_KEY.test(text)) {
    return keyProblem('key_incomplete', 'This starts like an Admin key but is not a whole one.', RECOPY);
  }
  return undefined;
}

const RECOPY =
  'Copy the key again with the copy button of the Console, all of it and nothing else: sk-ant-admin01- followed by letters, digits, _ and -.';

function foreign(text: string): KeyProblem {
  const known = FOREIGN_KEYS.find(({ prefix }) => text.startsWith(prefix));
  return known === undefined
    ? keyProblem(
        'not_an_admin_key',
        'This is not an Anthropic Admin key: it does not start with sk-ant-admin.',
      )
    : keyProblem(known.code, known.message);
}

function verdict({ status, message = '' }: { status: number; message?: string }): KeyCheck {
  if (status === 401) return { state: 'invalid', problem: refusal(message) };
  if (status === 403) {
    return {
      state: 'invalid',
      problem: keyProblem(
        'key_without_permission',
        'Anthropic knows this key, but it may not read its organization: it is not an Admin key of a Console organization.',
      ),
    };
  }
  return undetermined(`Anthropic answered with status ${status}`);
}

function refusal(message: string): KeyProblem {
  if (/expired/i.test(message)) {
    return keyProblem('key_expired', 'Anthropic says that this Admin key has expired.');
  }
  if (/revoked|disabled|deleted|archived/i.test(message)) {
    return keyProblem('key_revoked', 'Anthropic says that this Admin key was revoked.');
  }
  return keyProblem(
    'key_unknown',
    'Anthropic does not know this Admin key: it was mistyped, cut off, or deleted in the Console.',
  );
}

function undetermined(reason: string, retryAfterMs?: number): KeyCheck {
  return {
    state: 'undetermined',
    problem: keyProblem(
      'key_not_checked',
      `The key could not be checked: ${reason}. Nothing was saved.`,
      'Save again in a moment; the key itself may be fine.',
    ),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
