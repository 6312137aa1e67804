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
