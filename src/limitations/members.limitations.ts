import { action, defineLimitation, msg } from '../kit/catalog/index.js';
import { CHECKED, REFERENCES } from './references.js';
import { withString } from './with-string.js';

const UNREMOVABLE_ROLES: readonly unknown[] = ['admin', 'owner', 'primary_owner', 'membership_admin'];

/** Admins and owners cannot be removed through the API. */
export const adminNotRemovable = defineLimitation({
  id: 'admin_not_removable',
  kind: 'conditional',
  actions: ['users_remove'],
  title: 'A member with the role admin cannot be removed',
  reason: 'The Admin API refuses to remove admins and owners, so a key cannot lock an organization out.',
  workaround: msg`Demote the member first with ${action('users_update')}, then run ${action('users_remove')} again; or remove them in the Claude Console.`,
  reference: REFERENCES.adminApi,
  checked: CHECKED,
  lookUp: {
    actionId: 'users_get',
    input: ({ user_id }) => ({ user_id }),
    blocks: ({ role }) => UNREMOVABLE_ROLES.includes(role),
  },
  recognizes: ({ status, message = '' }) =>
    (status === 400 || status === 403) && /\b(admins?|owners?)\b/i.test(message) && /remove/i.test(message),
  alternative: (input) =>
    withString(input, 'user_id', (user_id) => ({
      actionId: 'users_update',
      input: { user_id, role: 'user' },
    })),
});

/** The role admin can be assigned in the Console only. */
export const adminRoleNotAssignable = defineLimitation({
  id: 'admin_role_not_assignable',
  kind: 'fixed_value',
  actions: ['invites_create', 'users_update'],
  fields: ['role'],
  title: 'The roles admin and owner cannot be assigned through the Admin API',
  reason: 'The Admin API can neither invite nor promote a person to the role admin or an owner role.',
  workaround:
    'Use the role developer, or ask an organization admin to assign the role in the Claude Console.',
  reference: REFERENCES.adminApi,
  checked: CHECKED,
  blocks: ({ role }) => UNREMOVABLE_ROLES.includes(role),
  alternative: (input) => {
    const who = ['email', 'user_id'].find((field) => typeof input[field] === 'string');
    return who === undefined
      ? undefined
      : {
          actionId: who === 'email' ? 'invites_create' : 'users_update',
          input: { [who]: input[who], role: 'developer' },
        };
  },
});
