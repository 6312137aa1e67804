import { action, msg } from '../kit/catalog/index.js';
import type { CodeAdvice } from '../kit/engine/upstream-errors.js';
import type { ErrorEffects } from '../kit/http/index.js';

/**
 * What the error codes of the Admin API say about a write, where it is not what their status says (`STATUSES` of the kit's
 * client): a 4xx changed nothing, of a 5xx nothing is known. `contract/error-effects.json` has the source of each.
 */
export const ERROR_EFFECTS: ErrorEffects = {
  // Conflicts with another change at the same moment.
  concurrent_membership_change: { effect: 'none', resend: 'same_request' },
  external_key_changed: { effect: 'none', resend: 'same_request' },
  // 503: the request was not carried out.
  authorization_check_unavailable: { effect: 'none', resend: 'after_wait' },
  // 503: the workspace exists, without some of its settings; `details.workspace_id`.
  workspace_created_incomplete: { effect: 'partial', resend: 'never' },
  // 503: the same request is safe, and completes the change.
  change_outcome_unknown: { effect: 'unknown', resend: 'same_request' },
  // 409: the workspace was archived; the storage that was attached meanwhile stays attached.
  storage_attached_during_archive: { effect: 'done', resend: 'never' },
  // 409: other settings of the same request may have been changed.
  storage_changed_concurrently: { effect: 'partial', resend: 'after_change' },
  workspace_changed_concurrently: { effect: 'partial', resend: 'after_change' },
  // 400: a removal may have begun that cannot be undone; `status.removal_started` of the storage says whether.
  external_storage_in_use: { effect: 'unknown', resend: 'after_change' },
};

/** What to do about error codes that say that something exists, or that a removal may have begun. */
export const ERROR_ADVICE: Readonly<Record<string, CodeAdvice>> = {
  already_member: {
    fix: msg`Find the member with ${action('users_list')} and the e-mail address.`,
    next: ({ email }) => ({ actionId: 'users_list', input: { email } }),
  },
  invite_already_exists: {
    fix: msg`Find the pending invite with ${action('invites_list')} and the e-mail address; ${action('invites_reissue')} replaces it.`,
    next: ({ email }) => ({ actionId: 'invites_list', input: { email } }),
  },
  storage_already_registered: {
    fix: msg`Find the registered bucket with ${action('external_storage_list')}.`,
    next: () => ({ actionId: 'external_storage_list', input: { limit: 1000 } }),
  },
  external_storage_in_use: {
    fix: msg`A removal may have begun, which cannot be undone. Run ${action('external_storage_get')}: if status.removal_started is set, delete the storage again later; if not, detach it from its workspaces first.`,
  },
};
