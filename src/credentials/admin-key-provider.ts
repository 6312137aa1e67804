import {
  notChecked,
  type CheckCall,
  type CredentialProvider,
  type KeyCheck,
  type KeyProblem,
  type Precheck,
  type ProbeAnswer,
  type ProbeKey,
} from '../kit/connections/credential-provider.js';
import { SecretString } from '../kit/vault/secret-string.js';
import { checkKeyFormat } from './check-key-format.js';
import { keyProblem, type KeyVerdictCode } from './key-problem.js';

/** As many as in the hint with which the API lists a key. */
const SHOWN = { first: 3, last: 4 };

/** Checks Admin keys: their format without network, and their validity with one read of the API. */
export class AdminKeyProvider implements CredentialProvider {
  constructor(private readonly probe: ProbeKey) {}

  /** Checks the format only; fast enough to run while a person types. */
  precheck(pasted: unknown): Precheck {
    const format = checkKeyFormat(typeof pasted === 'string' ? pasted : '');
    return format.ok ? { ok: true, key: new SecretString(format.key) } : format;
  }

  /** Asks the API which organization the key belongs to (operation `organization.retrieve`). */
  async check(key: SecretString, call: CheckCall): Promise<KeyCheck> {
    const answer = await this.probe(key, call);
    if ('organization' in answer) return { state: 'valid', organization: answer.organization };
    if ('unanswered' in answer) return notChecked(answer.unanswered);
    return verdictOf(answer.refused, call);
  }

  /** The problem of a stored key that the API refused in an invocation. */
  refusedInUse(message: string): KeyProblem {
    return keyProblem('key_refused_in_use', message);
  }

  /** The form in which the Console lists keys, such as `sk-ant-admin01-abc...6789`. */
  preview(key: SecretString): string {
    const text = key.reveal();
    const prefix = text.indexOf('-', 'sk-ant-'.length) + 1;
    return `${text.slice(0, prefix + SHOWN.first)}...${text.slice(-SHOWN.last)}`;
  }
}

type Refused = Extract<ProbeAnswer, { refused: unknown }>['refused'];

function verdictOf({ status, message = '' }: Refused, call: CheckCall): KeyCheck {
  if (status === 401) return { state: 'invalid', problem: refusalOf(message, call) };
  if (status === 403) {
    return {
      state: 'invalid',
      problem: keyProblem(
        'key_without_permission',
        'This key may not read its organization, so it is not an Admin key of a Console organization.',
      ),
    };
  }
  return notChecked({ cause: 'unavailable', reason: `Anthropic responded with status ${status}` });
}

/** The API has one status for all of these; only its message tells them apart. */
function refusalOf(message: string, { wasValid }: CheckCall): KeyProblem & { readonly code: KeyVerdictCode } {
  if (/expired/i.test(message)) return keyProblem('key_expired', 'This Admin key has expired.');
  if (/revoked|disabled|deleted|archived/i.test(message)) {
    return keyProblem('key_revoked', 'This Admin key was revoked.');
  }
  return keyProblem(
    'key_unknown',
    wasValid
      ? 'Anthropic no longer accepts this Admin key: it was deleted or replaced in the Console.'
      : 'Anthropic does not recognize this Admin key: it is mistyped, incomplete or deleted.',
  );
}
