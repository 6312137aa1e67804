import {
  READ,
  TRIGGER,
  UPDATE,
  action,
  defineAction,
  msg,
  type ReadyAction,
  defineResource,
} from '../../kit/catalog/index.js';
import {
  IncreaseRequestIdInput,
  IncreaseRequestsApproveInput,
  IncreaseRequestsDenyInput,
  IncreaseRequestsListInput,
} from './increase-requests.inputs.js';

/** Stands for a real one in examples. */
export const INCREASE_REQUEST_ID = 'slir_01MoreForAdaExample';

const show = ({ spend_limit_increase_request_id }: IncreaseRequestIdInput): ReadyAction => ({
  actionId: 'spend_limit_increase_requests_get',
  input: { spend_limit_increase_request_id },
});

/** Members of Enterprise organizations who asked for a higher limit. */
export const spendLimitIncreaseRequests = defineResource({
  group: {
    title: 'Spend limit increase requests',
    description: 'Requests of members for a higher spend limit (Enterprise).',
  },
  packs: ['finops'],
  samples: { spend_limit_increase_request_id: INCREASE_REQUEST_ID },
  actions: [
    defineAction({
      id: 'spend_limit_increase_requests_list',
      operation: 'spend_limits.increase_requests.list',
      title: 'List requests for a higher spend limit',
      description:
        'Returns requests of members, newest first; pending ones carry the current limit and spend of the member. Requests of people who left are not listed. Enterprise organizations only.',
      route: 'GET /v1/organizations/spend_limit_increase_requests',
      input: IncreaseRequestsListInput,
      example: { status: ['pending'], limit: 20 },
      effect: READ,
      output: 'SpendLimitIncreaseRequestCursorPage',
      paging: 'page_cursor',
    }),
    defineAction({
      id: 'spend_limit_increase_requests_get',
      operation: 'spend_limits.increase_requests.retrieve',
      title: 'Show one request for a higher spend limit',
      description:
        'Returns who asked, for which period, and how it was answered; while it is pending also the current limit and spend of the member.',
      route: 'GET /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}',
      input: IncreaseRequestIdInput,
      example: { spend_limit_increase_request_id: INCREASE_REQUEST_ID },
      effect: READ,
      output: 'SpendLimitIncreaseRequest',
    }),
    defineAction({
      id: 'spend_limit_increase_requests_approve',
      operation: 'spend_limits.increase_requests.approve',
      title: 'Approve a request for a higher spend limit',
      description: msg`Sets the limit of the member to amount and closes the request; the member gets an e-mail unless that is suppressed. To change a limit that nobody asked for use ${action('spend_limits_set')}.`,
      route: 'POST /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/approve',
      input: IncreaseRequestsApproveInput,
      example: { spend_limit_increase_request_id: INCREASE_REQUEST_ID, amount: '50000' },
      effect: TRIGGER,
      output: 'SpendLimitIncreaseRequestApproveResponse',
      verify: show,
    }),
    defineAction({
      id: 'spend_limit_increase_requests_deny',
      operation: 'spend_limits.increase_requests.deny',
      title: 'Deny a request for a higher spend limit',
      description:
        'Closes a pending request and leaves the limit as it is; the member gets an e-mail unless that is suppressed. Denying twice is harmless; an approved request is refused.',
      route: 'POST /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/deny',
      input: IncreaseRequestsDenyInput,
      example: { spend_limit_increase_request_id: INCREASE_REQUEST_ID, suppress_notification: true },
      effect: UPDATE,
      output: 'SpendLimitIncreaseRequest',
      verify: show,
    }),
  ],
});
