import { msg, type Limitation, type RequiredCredential } from '../../kit/catalog/index.js';
import { OAUTH_TOKEN, USER_OR_SERVICE_ACCOUNT_KEY } from '../credentials.js';
import { CHECKED, REFERENCES } from '../references.js';
import { OPERATION_GROUPS, type OperationGroup } from './groups.js';
import { OTHER_CREDENTIAL_OPERATIONS } from './operations.generated.js';

/** An operation that refuses an Admin key, as the contract has it. */
export interface ContractOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly stability: 'ga' | 'beta';
  readonly accepted_credentials: readonly (
    'oauth:org:admin' | 'org_wide_personal_or_service_account_key' | 'scoped_key' | 'compliance_access_key'
  )[];
  /** Scopes of a key, of which one is enough. */
  readonly scopes: readonly string[];
}

/** Id of the limitation of an operation that refuses an Admin key. */
export type OtherCredentialId = `${string}_requires_other_credential`;

/** An operation that refuses an Admin key, with its limitation and the names of its action. */
export interface OtherCredentialOperation {
  readonly actionId: string;
  readonly verb: string;
  /** Imperative, without a full stop. */
  readonly title: string;
  readonly operation: ContractOperation;
  readonly limitation: Limitation<OtherCredentialId>;
}

/** The contract's verbs that have another name in action ids. */
const VERBS: Readonly<Record<string, string>> = { retrieve: 'get' };

/** The title of an action, by its verb. */
const TITLES: Readonly<Record<string, (group: OperationGroup) => string>> = {
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

let operations: readonly OtherCredentialOperation[] | undefined;

/**
 * Every operation of the API that refuses an Admin key, built once from the contract.
 * @throws Error where the contract has a group or verb without a name here.
 */
export const otherCredentialOperations = (): readonly OtherCredentialOperation[] =>
  (operations ??= OTHER_CREDENTIAL_OPERATIONS.map(describe));

/** The limitations of these operations. */
export const otherCredentialLimitations = (): readonly Limitation<OtherCredentialId>[] =>
  otherCredentialOperations().map(({ limitation }) => limitation);

function describe(operation: ContractOperation): OtherCredentialOperation {
  const dot = operation.id.lastIndexOf('.');
  const group = OPERATION_GROUPS.find(({ operations: prefix }) => prefix === operation.id.slice(0, dot));
  const word = operation.id.slice(dot + 1);
  const verb = VERBS[word] ?? word;
  const titleOf = TITLES[verb];
  if (!group || !titleOf)
    throw new Error(`The operation "${operation.id}" lacks a group or title in other-credential.`);
  const actionId = `${group.actions}_${verb}`;
  const title = titleOf(group);
  return { actionId, verb, title, operation, limitation: limitationOf(actionId, title, operation, group) };
}

function limitationOf(
  actionId: string,
  title: string,
  operation: ContractOperation,
  { instead }: OperationGroup,
): Limitation<OtherCredentialId> {
  const credential = requiredBy(operation);
  const required = phraseOf(credential);
  const byOAuth = credential.kinds.includes('oauth_token');
  const workaround = `${title} in ${byOAuth ? CONSOLE : CLAUDE_AI}. Or call the API yourself with ${required}.`;
  return {
    id: `${actionId}_requires_other_credential`,
    kind: 'credential_kind',
    actions: [actionId],
    title: `An Admin key cannot ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    reason: `${operation.method} ${operation.path} requires ${required}; it refuses an Admin key. ${byOAuth ? NO_OAUTH : NO_SCOPED_KEY}`,
    workaround: instead === undefined ? workaround : msg`${instead} ${workaround}`,
    reference: byOAuth ? REFERENCES.oauthToken : REFERENCES.adminKeys,
    checked: CHECKED,
    credential,
  };
}

const NO_OAUTH = 'This connector stores one Admin key per connection and does not support OAuth sign-in.';
const NO_SCOPED_KEY =
  'This connector stores one Admin key of a Console organization per connection and accepts no other kind of key.';
const CONSOLE = 'the Claude Console';
const CLAUDE_AI = 'the organization settings of claude.ai';

const CREDENTIALS = {
  oauth_token: OAUTH_TOKEN,
  user_or_service_account_key: USER_OR_SERVICE_ACCOUNT_KEY,
  scoped_key: 'a scoped key of a Claude Enterprise organization (sk-ant-api01-)',
  compliance_access_key: 'a Compliance Access Key',
} as const;

type CredentialKind = keyof typeof CREDENTIALS;

interface Required extends RequiredCredential {
  readonly kinds: readonly CredentialKind[];
}

/** The kinds by the contract's words for them. */
const KINDS: Readonly<Record<ContractOperation['accepted_credentials'][number], CredentialKind>> = {
  'oauth:org:admin': 'oauth_token',
  org_wide_personal_or_service_account_key: 'user_or_service_account_key',
  scoped_key: 'scoped_key',
  compliance_access_key: 'compliance_access_key',
};

function requiredBy({ accepted_credentials, scopes }: ContractOperation): Required {
  const kinds = accepted_credentials.map((kind) => KINDS[kind]);
  return { kinds, scopes: kinds.includes('oauth_token') ? ['org:admin'] : scopes };
}

function phraseOf({ kinds, scopes }: Required): string {
  const scope = scopes.length === 1 ? `the scope ${scopes[0]}` : `one of the scopes ${scopes.join(', ')}`;
  const scoped = kinds.filter((kind) => kind !== 'user_or_service_account_key');
  const phrases = scoped.map((kind) => CREDENTIALS[kind]);
  // Such a key has no scopes: what it may do comes from the role of whom it belongs to.
  const others =
    kinds.length > scoped.length ? `, or ${USER_OR_SERVICE_ACCOUNT_KEY} with the role admin or owner` : '';
  return `${phrases.join(' or ')} with ${scope}${others}`;
}
