import {
  SecretString,
  notChecked,
  type CheckCall,
  type CredentialProvider,
  type KeyCheck,
  type KeyProblem,
  type Precheck,
  type ProbeKey,
} from 'anthropic-admin-connector/kit';

/** Where an account owner creates admin keys. */
export const KEYS_PAGE = 'https://cloud.acme.example/settings/admin-keys';

const ADMIN_KEY = /^acme_sk_[a-z0-9]{24}$/;

const problem = (code: string, message: string): KeyProblem => ({
  code,
  message,
  fix: `Create an admin key at ${KEYS_PAGE} and paste all of it: acme_sk_ and 24 characters.`,
});

/** Checks admin keys of Acme Cloud: their format without network, and their validity with one read of the API. */
export class AcmeKeyProvider implements CredentialProvider {
  constructor(private readonly probe: ProbeKey) {}

  /** Checks the format only. */
  precheck(pasted: unknown): Precheck {
    const text = typeof pasted === 'string' ? pasted.trim() : '';
    return ADMIN_KEY.test(text)
      ? { ok: true, key: new SecretString(text) }
      : { ok: false, problem: problem('not_an_admin_key', 'This is not an admin key of Acme Cloud.') };
  }

  /** Asks the API which account the key belongs to. */
  async check(key: SecretString, call: CheckCall): Promise<KeyCheck> {
    const answer = await this.probe(key, call);
    if ('organization' in answer) return { state: 'valid', organization: answer.organization };
    if ('unanswered' in answer) return notChecked(answer.unanswered);
    return {
      state: 'invalid',
      problem: problem('key_unknown', 'Acme Cloud does not accept this admin key.'),
    };
  }

  /** The problem of a stored key that the API refused in an invocation. */
  refusedInUse(message: string): KeyProblem {
    return problem('key_refused_in_use', message);
  }

  /** The prefix and the last four characters. */
  preview(key: SecretString): string {
    return `acme_sk_…${key.reveal().slice(-4)}`;
  }
}
