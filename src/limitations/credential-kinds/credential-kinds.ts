import type { Limitation, WantedCredential } from '../limitation.js';
import { CHECKED, REFERENCES } from '../references.js';
import type { ForeignOperation } from './foreign-operation.js';
import { FOREIGN_OPERATIONS } from './foreign-operations.generated.js';
import { FOREIGN_GROUPS, type ForeignGroup } from './groups.js';

/** Id of a limitation of an operation that refuses an Admin key. */
export type CredentialKindId = `${string}_wants_other_credential`;

/** An operation that refuses an Admin key: its limitation, and what an action of it needs to be told by. */
export interface CredentialKind {
  readonly actionId: string;
  readonly verb: string;
  /** Imperative, without a full stop. */
  readonly title: string;
  readonly operation: ForeignOperation;
  readonly limitation: Limitation<CredentialKindId>;
}

/** The API's verbs, as its ids say them; one that is not here stays as it is. */
const VERBS: Readonly<Record<string, string>> = { retrieve: 'get' };

/** What a verb does to a thing. */
const SENTENCES: Readonly<Record<string, (group: ForeignGroup) => string>> = {
  list: ({ many }) => `List ${many}`,
  get: ({ one }) => `Show ${one}`,
  create: ({ one }) => `Create ${one}`,
  update: ({ one }) => `Change ${one}`,
  set: ({ one }) => `Set ${one}`,
  archive: ({ one }) => `Archive ${one}`,
  delete: ({ one }) => `Delete ${one}`,
  add: ({ one }) => `Add ${one}`,
  remove: ({ one }) => `Remove ${one}`,
  download: ({ one }) => `Download ${one}`,
  validate_archive: ({ one }) => `Validate an archive for ${one}`,
  validate_repository: ({ one }) => `Validate a repository for ${one}`,
};

let all: readonly CredentialKind[] | undefined;

/**
 * Every operation of the API that refuses an Admin key, made once from the contract.
 * @throws Error where the contract has a group or verb that has no name here.
 */
export const credentialKinds = (): readonly CredentialKind[] => (all ??= FOREIGN_OPERATIONS.map(describe));

function describe(operation: ForeignOperation): CredentialKind {
  const dot = operation.id.lastIndexOf('.');
  const group = FOREIGN_GROUPS.find(({ operations }) => operations === operation.id.slice(0, dot));
  const word = operation.id.slice(dot + 1);
  const verb = VERBS[word] ?? word;
  const sentence = SENTENCES[verb];
  if (!group || !sentence)
    throw new Error(`The operation "${operation.id}" needs a name in credential-kinds.`);
  const actionId = `${group.actions}_${verb}`;
  const title = sentence(group);
  return { actionId, verb, title, operation, limitation: limitationOf(actionId, title, operation, group) };
}

function limitationOf(
  actionId: string,
  title: string,
  operation: ForeignOperation,
  { instead }: ForeignGroup,
): Limitation<CredentialKindId> {
  const credential = wanted(operation);
  const needs = needsOf(credential);
  const byOAuth = credential.kinds.includes('oauth_token');
  return {
    id: `${actionId}_wants_other_credential`,
    kind: 'credential_kind',
    actions: [actionId],
    title: `An Admin key cannot ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    reason: `${operation.method} ${operation.path} wants ${needs} and refuses an Admin key. ${byOAuth ? NO_OAUTH : NO_SCOPED_KEY}`,
    workaround: `${instead === undefined ? '' : `${instead} `}${byOAuth ? DO_IT_IN_CONSOLE : DO_IT_IN_CLAUDE_AI} Or call the API yourself with ${needs}.`,
    reference: byOAuth ? REFERENCES.oauthToken : REFERENCES.adminKeys,
    checked: CHECKED,
    credential,
  };
}

const NO_OAUTH =
  'This connector keeps one Admin key a connection and logs nobody in, so it has no such token.';
const NO_SCOPED_KEY =
  'This connector keeps one Admin key of a Console organization a connection and takes no key of another kind.';
const DO_IT_IN_CONSOLE = 'Do it in the Claude Console.';
const DO_IT_IN_CLAUDE_AI = 'Do it in the organization settings of claude.ai.';

function wanted({ accepted_credentials, scopes }: ForeignOperation): WantedCredential {
  return accepted_credentials.includes('oauth:org:admin')
    ? { kinds: ['oauth_token'], scopes: ['org:admin'] }
    : { kinds: accepted_credentials as WantedCredential['kinds'], scopes };
}

const CREDENTIALS: Readonly<Record<WantedCredential['kinds'][number], string>> = {
  oauth_token: 'an OAuth access token (sk-ant-oat01-)',
  scoped_key: 'a scoped key of a Claude Enterprise organization (sk-ant-api01-)',
  compliance_access_key: 'a Compliance Access Key',
};

function needsOf({ kinds, scopes }: WantedCredential): string {
  const scope = scopes.length === 1 ? `the scope ${scopes[0]}` : `one of the scopes ${scopes.join(', ')}`;
  return `${kinds.map((kind) => CREDENTIALS[kind]).join(' or ')} with ${scope}`;
}
