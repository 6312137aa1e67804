import { IsIn, IsISO8601, IsObject, Matches, MaxLength } from 'class-validator';
import { IsConnectionName } from '../connectors/connection-name.js';
import { IsKeyless, Optional } from '../http/body.pipe.js';
import { IsPageLimit } from '../http/page.js';
import { APPROVAL_STATES } from './approval.js';

const LONGEST_NOTE = 1_000;

/** The longest wait for a change, seconds. */
export const LONGEST_WAIT_S = 60;

const Note = (): PropertyDecorator => (target, name) => {
  Optional()(target, name);
  Matches(/^[^\p{Surrogate}\p{Control}]*$/u, { message: 'note must be a text, such as "ok until Friday"' })(
    target,
    name,
  );
  MaxLength(LONGEST_NOTE)(target, name);
  IsKeyless()(target, name);
};

const Wait = (): PropertyDecorator => (target, name) => {
  Optional()(target, name);
  Matches(/^([1-9]|[1-5]\d|60)$/, { message: 'wait must be whole seconds from 1 to 60, such as 30' })(
    target,
    name,
  );
};

/** The query of `GET /v1/approvals`. */
export class ApprovalsQuery {
  /** `mine`, `to_decide` or `all`, which is what one may see. */
  @Optional()
  @IsIn(['mine', 'to_decide', 'all'])
  view?: 'mine' | 'to_decide' | 'all';

  @Optional()
  @IsIn([...APPROVAL_STATES])
  state?: string;

  @Optional()
  @Matches(/^\w{1,64}$/, { message: 'action must be an id of an action, such as users_remove' })
  action?: string;

  @Optional()
  @IsPageLimit()
  limit?: string;

  @Optional()
  @Matches(/^[\w-]{1,200}$/, { message: 'cursor must be one of an earlier page' })
  cursor?: string;

  /** Waits so many seconds for a change after `since`. */
  @Wait()
  wait?: string;

  @Optional()
  @IsISO8601({ strict: true }, { message: 'since must be a time, such as 2026-11-30T10:00:00.000Z' })
  since?: string;
}

/** The query of `GET /v1/approvals/{id}`. */
export class ApprovalQuery {
  /** Waits so many seconds until it is decided. */
  @Wait()
  wait?: string;
}

/** The body of a decision. */
export class DecisionBody {
  @Note()
  note?: string;
}

/** The body of `POST /v1/approvals/{id}/edit`. */
export class EditBody {
  @IsObject()
  input!: object;

  @Note()
  note?: string;
}

/** The body of `POST /v1/approvals`. */
export class AskBody {
  @Optional()
  @Matches(/^[\w-]{1,64}$/, { message: 'connector must be an id of a connector, such as anthropic' })
  connector?: string;

  @Matches(/^\w{1,64}$/, { message: 'action must be an id of an action, such as users_remove' })
  action!: string;

  @Optional()
  @IsConnectionName()
  connection?: string;

  @Optional()
  @IsObject()
  input?: object;

  @Note()
  note?: string;
}
