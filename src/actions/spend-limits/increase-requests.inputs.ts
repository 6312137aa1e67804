import { IsBoolean, IsIn } from 'class-validator';
import { Describe, Id, IdList, ListOf, Nullable, Optional, action, msg } from '../../kit/catalog/index.js';
import { PagedInput } from '../shared.inputs.js';
import { Amount, PERIODS, type Period } from './amount.js';

/** States of a request for a higher limit. */
export const INCREASE_REQUEST_STATUSES = ['approved', 'denied', 'pending'] as const;

/** Input of `spend_limit_increase_requests_get`. */
export class IncreaseRequestIdInput {
  @Id()
  @Describe(msg`Id of the request, from ${action('spend_limit_increase_requests_list')}.`)
  spend_limit_increase_request_id: string;
}

/** Input of `spend_limit_increase_requests_list`. */
export class IncreaseRequestsListInput extends PagedInput {
  @Nullable()
  @IdList()
  @Describe(msg`Only requests of these members, from ${action('users_list')}.`)
  actor_ids?: string[] | null;

  @Nullable()
  @ListOf(INCREASE_REQUEST_STATUSES)
  @Describe('Only requests with one of these statuses.')
  status?: (typeof INCREASE_REQUEST_STATUSES)[number][] | null;
}

/** Input of `spend_limit_increase_requests_approve`. */
export class IncreaseRequestsApproveInput extends IncreaseRequestIdInput {
  @Amount()
  @Describe('New limit of the member in cents, as a string: "50000" is $500.', { examples: ['50000'] })
  amount: string;

  @Nullable()
  @IsIn([...PERIODS])
  @Describe('Period of the new limit; defaults to the period of the limit the member reached.')
  period?: Period | null;

  @Optional()
  @IsBoolean()
  @Describe('Whether to suppress the e-mail to the member.')
  suppress_notification?: boolean;
}

/** Input of `spend_limit_increase_requests_deny`. */
export class IncreaseRequestsDenyInput extends IncreaseRequestIdInput {
  @Optional()
  @IsBoolean()
  @Describe('Whether to suppress the e-mail to the member.')
  suppress_notification?: boolean;
}
