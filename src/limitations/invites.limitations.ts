import { action, defineLimitation, msg } from '../kit/catalog/index.js';
import { CHECKED, REFERENCES } from './references.js';

/** Fields by which an expiry is asked for; the API knows neither. */
export const EXPIRY_FIELDS = ['expires_at', 'expires_in_days'] as const;

/** Invites live 21 days, whatever is asked for. */
export const inviteExpiryFixed = defineLimitation({
  id: 'invite_expiry_fixed',
  kind: 'fixed_value',
  actions: ['invites_create'],
  fields: EXPIRY_FIELDS,
  title: 'The expiry of an invite cannot be chosen',
  reason: 'Every invite expires 21 days after it was created, and the API takes no other value.',
  workaround: msg`Create the invite without an expiry. Once it has expired, ${action('invites_reissue')} makes a fresh one for the same person; to end it sooner, ${action('invites_delete')} withdraws it.`,
  reference: REFERENCES.adminApi,
  checked: CHECKED,
  blocks: (input) => EXPIRY_FIELDS.some((field) => input[field] !== undefined),
  alternative: (input) => {
    const { expires_at: _at, expires_in_days: _days, ...rest } = input;
    return { actionId: 'invites_create', input: rest };
  },
});
