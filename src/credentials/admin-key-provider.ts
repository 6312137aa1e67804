import { keyProblem, type KeyProblem } from './key-problem.js';
import { shapeProblem } from './key-shape.js';
import { SecretString } from '../kit/vault/secret-string.js';

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
