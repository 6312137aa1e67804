import {
  CREATE,
  READ,
  UPDATE,
  action,
  defineComposedAction,
  defineResource,
  msg,
} from '../../kit/catalog/index.js';
import {
  AccessReviewCreateInput,
  AccessReviewDecideInput,
  AccessReviewListInput,
} from './access-review.inputs.js';
import { AccessReviewCreated, AccessReviewDecided, AccessReviewListing } from './access-review.outputs.js';
import { createReview, decideReview, listReviews } from './access-review.js';

const REVIEW_ID = 'arv_01AccessReviewExample';

/** Reviews of who has access, which the host keeps. */
export const accessReview = defineResource({
  group: {
    id: 'access_review',
    title: 'Access reviews',
    description: 'Reviews of who has access, with a decision for each row, kept by the host.',
  },
  packs: ['members'],
  samples: { review_id: REVIEW_ID },
  actions: [
    defineComposedAction({
      id: 'access_review_create',
      title: 'Begin an access review',
      keywords: ['recertification', 'attestation', 'audit', 'who has access', 'SOC 2', 'dormant'],
      description: msg`Reads members, workspaces with their members, API keys and their use, and keeps what somebody should decide about: admins of the organization and of workspaces, keys of people who left, members and keys without activity. Changes nothing at Anthropic. Returns counts; read the rows with ${action('access_review_list')}. Requires a host that keeps access reviews; without one it returns a conflict.`,
      about:
        'Reads members, workspaces with their members, API keys and their use, and keeps what somebody should decide about. Changes nothing at Anthropic.',
      input: AccessReviewCreateInput,
      example: { title: 'Q4 2026' },
      effect: CREATE,
      output: AccessReviewCreated,
      parts: [
        'users_list',
        'workspaces_list',
        'workspace_members_list',
        'api_keys_list',
        'analytics_usage_list',
        'analytics_cost_list',
        'usage_report_messages',
      ],
      handler: createReview,
    }),
    defineComposedAction({
      id: 'access_review_list',
      title: 'List access reviews, or the rows of one',
      keywords: ['recertification', 'attestation', 'who has access', 'SOC 2'],
      description: msg`Returns the latest access reviews or, with review_id, the rows of one: who or what has access, why it is reviewed, the action that would end it, and what was decided by whom. Decide rows with ${action('access_review_decide')}. Requires a host that keeps access reviews; without one it returns a conflict.`,
      about:
        'The latest access reviews or, with the id of one, its rows: who or what has access, why it is reviewed, the action that would end it, and what was decided by whom.',
      input: AccessReviewListInput,
      example: { show: 'open' },
      effect: READ,
      output: AccessReviewListing,
      itemsField: 'rows',
      paging: 'page_cursor',
      handler: listReviews,
    }),
    defineComposedAction({
      id: 'access_review_decide',
      title: 'Decide rows of an access review',
      keywords: ['recertify', 'attest', 'certify access', 'SOC 2'],
      description: msg`Notes for rows of an access review whether the access is kept, is to be removed, or is decided later, with who decides and when. It ends no access: for rows to remove it returns the action that does, ready to run. A later decision replaces an earlier one. Read the rows with ${action('access_review_list')}.`,
      about:
        'Notes for rows of an access review whether the access is kept, is to be removed, or is decided later. It ends no access, and returns the actions that do.',
      input: AccessReviewDecideInput,
      example: { review_id: REVIEW_ID, rows: [1], decision: 'keep', note: 'On call until March.' },
      effect: UPDATE,
      output: AccessReviewDecided,
      itemsField: 'rows',
      handler: decideReview,
    }),
  ],
});
