import { action, defineLimitation, msg } from '../kit/catalog/index.js';
import { CHECKED, REFERENCES } from './references.js';

/** Fields that request an expiry; the API has neither. */
export const EXPIRY_FIELDS = ['expires_at', 'expires_in_days'] as const;

/** Invites always expire after 21 days. */
export const inviteExpiryFixed = defineLimitation({
  id: 'invite_expiry_fixed',
  kind: 'fixed_value',
  actions: ['invites_create'],
  fields: EXPIRY_FIELDS,
  anyValue: true,
  title: 'The expiry of an invite cannot be chosen',
  reason: 'Every invite expires 21 days after it was created, and the API accepts no other value.',
  workaround: msg`Create the invite without an expiry. Once it has expired, run ${action('invites_reissue')} to create a new one for the same person; to end it sooner, run ${action('invites_delete')}.`,
  reference: REFERENCES.adminApi,
  checked: CHECKED,
  blocks: (input) => EXPIRY_FIELDS.some((field) => input[field] !== undefined),
  alternative: (input) => {
    const { expires_at: _at, expires_in_days: _days, ...rest } = input;
    return { actionId: 'invites_create', input: rest };
  },
});
