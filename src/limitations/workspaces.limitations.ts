import { action, defineLimitation, msg, type RawInput, type UpstreamRefusal } from '../kit/catalog/index.js';
import { OAUTH_TOKEN, USER_OR_SERVICE_ACCOUNT_KEY } from './credentials.js';
import { CHECKED, REFERENCES } from './references.js';
import { withString } from './with-string.js';

const speaksOf =
  (words: RegExp) =>
  ({ status, message = '' }: UpstreamRefusal): boolean =>
    (status === 400 || status === 403) && words.test(message);

/** The API has no operation that deletes a workspace. */
export const workspacesDeleteUnsupported = defineLimitation({
  id: 'workspaces_delete_unsupported',
  kind: 'unsupported',
  actions: ['workspaces_delete'],
  title: 'Workspaces cannot be deleted through the Admin API',
  reason:
    'The Admin API has no operation that deletes a workspace; archiving one is permanent and keeps its history.',
  workaround: msg`Run ${action('workspaces_archive')}; it also archives every API key of the workspace.`,
  reference: REFERENCES.workspaces,
  checked: CHECKED,
  alternative: (input) =>
    withString(input, 'workspace_id', (workspace_id) => ({
      actionId: 'workspaces_archive',
      input: { workspace_id },
    })),
});

/** The name that the default workspace always has. */
const DEFAULT_NAME = 'Default';

const ofWorkspace = ({ workspace_id }: RawInput): RawInput => ({ workspace_id });

const isArchived = ({ archived_at }: RawInput): boolean => typeof archived_at === 'string';

/**
 * The default workspace is fixed. A real run recognizes it by the API's refusal, because no input shows which workspace it is; a dry
 * run by its name, which another workspace may have too.
 */
export const defaultWorkspaceFixed = defineLimitation({
  id: 'default_workspace_fixed',
  kind: 'conditional',
  actions: ['workspaces_archive', 'workspaces_update'],
  title: 'The default workspace cannot be renamed or archived',
  reason: 'Every organization has a default workspace with the fixed name "Default".',
  workaround: msg`Create another workspace with ${action('workspaces_create')}, and rename or archive that one.`,
  reference: REFERENCES.workspaces,
  checked: CHECKED,
  lookUp: {
    actionId: 'workspaces_get',
    input: ofWorkspace,
    blocks: ({ name }) => name === DEFAULT_NAME,
    onlyInDryRun: true,
    // An update may change other fields of the default workspace; the input of an archiving has one field.
    applies: (input) => input['name'] !== undefined || Object.keys(input).length === 1,
  },
  recognizes: speaksOf(/default workspace/i),
});

/** An archived workspace is fixed; archiving it again succeeds and changes nothing, which only a dry run tells. */
export const archivedWorkspaceFixed = defineLimitation({
  id: 'archived_workspace_fixed',
  kind: 'conditional',
  actions: ['workspaces_archive', 'workspaces_update'],
  title: 'The workspace is archived: it cannot be changed, and archiving it again changes nothing',
  reason: 'Archiving a workspace is permanent, and the Admin API cannot restore it.',
  workaround: msg`Create another workspace with ${action('workspaces_create')}, or select one with ${action('workspaces_list')}.`,
  reference: REFERENCES.workspaces,
  checked: CHECKED,
  lookUp: { actionId: 'workspaces_get', input: ofWorkspace, blocks: isArchived, onlyInDryRun: true },
  recognizes: speaksOf(/archived workspace/i),
});

/** A field of a beta that the API accepts only from users and service accounts. */
export const inferenceDataPrivacyFixed = defineLimitation({
  id: 'inference_data_privacy_requires_other_credential',
  kind: 'credential_kind',
  actions: ['workspaces_create', 'workspaces_update'],
  fields: ['inference_data_privacy'],
  anyValue: true,
  title: 'An Admin key cannot set inference_data_privacy',
  reason: `The API accepts this field only from a user or a service account, and an Admin key belongs to neither. It requires ${USER_OR_SERVICE_ACCOUNT_KEY} or ${OAUTH_TOKEN}; this connector stores Admin keys only.`,
  workaround: `Omit the field, and set it in the Claude Console. Or call the API yourself with ${USER_OR_SERVICE_ACCOUNT_KEY} or ${OAUTH_TOKEN}, and the beta header efs-2026-10-01.`,
  reference: REFERENCES.workspaces,
  checked: CHECKED,
  credential: { kinds: ['user_or_service_account_key', 'oauth_token'], scopes: [] },
  blocks: ({ inference_data_privacy }) => inference_data_privacy !== undefined,
  alternative: ({ inference_data_privacy: _, ...rest }) => {
    if (typeof rest['name'] === 'string' && rest['workspace_id'] === undefined)
      return { actionId: 'workspaces_create', input: rest };
    // Without another field there is nothing left to update.
    return typeof rest['workspace_id'] === 'string' && Object.keys(rest).length > 1
      ? { actionId: 'workspaces_update', input: rest }
      : undefined;
  },
});

/** Billing access to workspaces comes with the organization role. */
export const workspaceBillingInherited = defineLimitation({
  id: 'workspace_billing_inherited',
  kind: 'fixed_value',
  actions: ['workspace_members_add'],
  fields: ['workspace_role'],
  title: 'The role workspace_billing cannot be assigned',
  reason: 'It is inherited by every member whose organization role is billing.',
  workaround: msg`Assign the organization role billing with ${action('users_update')}; the person then has workspace_billing in every workspace.`,
  reference: REFERENCES.workspaces,
  checked: CHECKED,
  blocks: (input) => input['workspace_role'] === 'workspace_billing',
  alternative: (input) =>
    withString(input, 'user_id', (user_id) => ({
      actionId: 'users_update',
      input: { user_id, role: 'billing' },
    })),
});

const INHERITING_ROLES: readonly unknown[] = ['admin', 'billing'];

/** Roles that come from the organization role cannot be changed in one workspace. */
export const inheritedWorkspaceRole = defineLimitation({
  id: 'inherited_workspace_role',
  kind: 'conditional',
  actions: ['workspace_members_update', 'workspace_members_remove'],
  title: 'An inherited workspace role cannot be changed or removed',
  reason:
    'Organization admins have the role workspace_admin in every workspace, and billing members workspace_billing.',
  workaround: msg`Change the organization role with ${action('users_update')}; the inherited workspace role changes with it.`,
  reference: REFERENCES.workspaces,
  checked: CHECKED,
  lookUp: {
    actionId: 'users_get',
    input: ({ user_id }) => ({ user_id }),
    blocks: ({ role }) => INHERITING_ROLES.includes(role),
    onlyInDryRun: true,
  },
  recognizes: speaksOf(/inherit/i),
  alternative: (input) =>
    withString(input, 'user_id', (user_id) => ({
      actionId: 'users_update',
      input: { user_id, role: 'user' },
    })),
});
