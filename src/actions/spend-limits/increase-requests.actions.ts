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
import { foreseeApproval, foreseeDenial } from './spend-limits.foresight.js';

/** Sample id for examples. */
export const INCREASE_REQUEST_ID = 'slir_01MoreForAdaExample';

const show = ({ spend_limit_increase_request_id }: IncreaseRequestIdInput): ReadyAction => ({
  actionId: 'spend_limit_increase_requests_get',
  input: { spend_limit_increase_request_id },
});

/** Requests of Enterprise members for a higher limit. */
export const spendLimitIncreaseRequests = defineResource({
  group: {
    id: 'spend_limit_increase_requests',
    title: 'Spend limit increase requests',
    description: 'Requests of members for a higher spend limit (Enterprise).',
  },
  packs: ['finops'],
  samples: { spend_limit_increase_request_id: INCREASE_REQUEST_ID },
  finders: { spend_limit_increase_request_id: { actionId: 'spend_limit_increase_requests_list' } },
  actions: [
    defineAction({
      id: 'spend_limit_increase_requests_list',
      operation: 'spend_limits.increase_requests.list',
      title: 'List requests for a higher spend limit',
      description:
        'Returns requests of members, newest first; pending ones include the current limit and spend of the member. Requests of former members are not listed. Enterprise organizations only.',
      route: 'GET /v1/organizations/spend_limit_increase_requests',
      input: IncreaseRequestsListInput,
      example: { status: ['pending'], limit: 20 },
      effect: READ,
      output: 'SpendLimitIncreaseRequestCursorPage',
      outputUnits: { amount: 'cents', period_to_date_spend: 'cents' },
      paging: 'page_cursor',
    }),
    defineAction({
      id: 'spend_limit_increase_requests_get',
      operation: 'spend_limits.increase_requests.retrieve',
      title: 'Show one request for a higher spend limit',
      description:
        'Returns the member, the period and the decision; for a pending request also the current limit and spend of the member.',
      route: 'GET /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}',
      input: IncreaseRequestIdInput,
      example: { spend_limit_increase_request_id: INCREASE_REQUEST_ID },
      effect: READ,
      output: 'SpendLimitIncreaseRequest',
      outputUnits: { amount: 'cents', period_to_date_spend: 'cents' },
    }),
    defineAction({
      id: 'spend_limit_increase_requests_approve',
      operation: 'spend_limits.increase_requests.approve',
      title: 'Approve a request for a higher spend limit',
      description: msg`Sets the member's limit to amount and closes the request; the member receives an e-mail unless it is suppressed. To change a limit without a request, use ${action('spend_limits_set')}.`,
      route: 'POST /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/approve',
      input: IncreaseRequestsApproveInput,
      example: { spend_limit_increase_request_id: INCREASE_REQUEST_ID, amount: '50000' },
      inputUnits: { amount: 'cents' },
      effect: TRIGGER,
      foresee: foreseeApproval,
      output: 'SpendLimitIncreaseRequestApproveResponse',
      outputUnits: { amount: 'cents', period_to_date_spend: 'cents' },
      verify: show,
    }),
    defineAction({
      id: 'spend_limit_increase_requests_deny',
      operation: 'spend_limits.increase_requests.deny',
      title: 'Deny a request for a higher spend limit',
      description:
        'Closes a pending request and leaves the limit unchanged; the member receives an e-mail unless it is suppressed. Denying a request again has no effect; an approved request is refused.',
      route: 'POST /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/deny',
      input: IncreaseRequestsDenyInput,
      example: { spend_limit_increase_request_id: INCREASE_REQUEST_ID, suppress_notification: true },
      effect: UPDATE,
      foresee: foreseeDenial,
      output: 'SpendLimitIncreaseRequest',
      outputUnits: { amount: 'cents', period_to_date_spend: 'cents' },
      verify: show,
    }),
  ],
});
