import {
  CREATE,
  DELETE,
  Describe,
  Email,
  Id,
  Optional,
  READ,
  UPDATE,
  action,
  defineAction,
  defineLimitation,
  defineLimitedAction,
  defineResource,
  msg,
} from 'anthropic-admin-connector/kit';
import { IsIn, IsInt, Length, Max, Min } from 'class-validator';
import { ROBOT_STATES, type RobotState } from './acme-api.js';

const ROBOT_ID = 'rbt_7f3a21example';

/** Input of `robots_list`. */
export class RobotsListInput {
  @Optional()
  @IsIn([...ROBOT_STATES])
  @Describe('Only robots in this state.')
  state?: RobotState;

  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  @Describe('Robots per page; 25 if omitted.')
  page_size?: number;

  @Optional()
  @Length(1, 200)
  @Describe('Where to continue: next_page_token of the previous page.')
  page_token?: string;
}

/** Input of `robots_get`, `robots_delete` and `robots_suspend`. */
export class RobotIdInput {
  @Id()
  @Describe(msg`Id of the robot, from ${action('robots_list')}.`)
  robot_id: string;
}

/** Input of `robots_create`. */
export class RobotsCreateInput {
  @Length(1, 60)
  @Describe('Name of the robot, unique within the account.')
  name: string;

  @Email()
  @Describe('E-mail address of the person who answers for the robot.')
  contact: string;
}

/** Input of `robots_update`. */
export class RobotsUpdateInput extends RobotIdInput {
  @Optional()
  @IsIn([...ROBOT_STATES])
  @Describe('A suspended robot keeps its token and is refused until it is active again.')
  state?: RobotState;

  @Optional()
  @Length(12, 200)
  @Describe('A new phrase with which the contact can recover the robot. It is not shown again.')
  recovery_phrase?: string;
}

const suspendUnsupported = defineLimitation({
  id: 'robots_suspend_unsupported',
  kind: 'unsupported',
  actions: ['robots_suspend'],
  title: 'Robots have no operation to suspend them',
  reason: 'The Admin API suspends a robot by an update of its state.',
  workaround: msg`Run ${action('robots_update')} with state "suspended".`,
  reference: 'https://docs.acme.example/admin/robots#state',
  checked: '2026-12-01',
  alternative: ({ robot_id }) =>
    typeof robot_id === 'string'
      ? { actionId: 'robots_update', input: { robot_id, state: 'suspended' } }
      : undefined,
});

/** Everything that the Admin API does not offer. */
export const LIMITATIONS = [suspendUnsupported] as const;

/** Accounts of programs. */
export const robots = defineResource({
  group: {
    id: 'robots',
    title: 'Robots',
    description: 'Accounts with which programs sign in to Acme Cloud.',
  },
  packs: ['access'],
  samples: { robot_id: ROBOT_ID },
  actions: [
    defineAction({
      id: 'robots_list',
      operation: 'robots.list',
      title: 'List robots',
      description: 'Returns the robots of the account by name, one page at a time.',
      route: 'GET /v2/robots',
      input: RobotsListInput,
      example: { state: 'active', page_size: 25 },
      effect: READ,
      output: 'RobotPage',
      paging: 'token',
    }),
    defineAction({
      id: 'robots_get',
      operation: 'robots.get',
      title: 'Show one robot',
      description: msg`Returns one robot by id. Find the id with ${action('robots_list')}.`,
      route: 'GET /v2/robots/{robot_id}',
      input: RobotIdInput,
      example: { robot_id: ROBOT_ID },
      effect: READ,
      output: 'Robot',
    }),
    defineAction({
      id: 'robots_create',
      operation: 'robots.create',
      title: 'Create a robot',
      description: 'Creates an active robot. Its token is in the response and is never shown again.',
      route: 'POST /v2/robots',
      input: RobotsCreateInput,
      example: { name: 'deployer', contact: 'ada@example.com' },
      effect: CREATE,
      output: 'NewRobot',
      secretOutput: ['robot_token'],
      verify: () => ({ actionId: 'robots_list', input: {} }),
    }),
    defineAction({
      id: 'robots_update',
      operation: 'robots.update',
      title: 'Update a robot',
      description: 'Suspends a robot, activates it again, or sets its recovery phrase.',
      route: 'PATCH /v2/robots/{robot_id}',
      input: RobotsUpdateInput,
      example: { robot_id: ROBOT_ID, state: 'suspended' },
      effect: UPDATE,
      output: 'Robot',
      secretInput: ['recovery_phrase'],
      verify: ({ robot_id }) => ({ actionId: 'robots_get', input: { robot_id } }),
    }),
    defineAction({
      id: 'robots_delete',
      operation: 'robots.delete',
      title: 'Delete a robot',
      description: msg`Deletes a robot and its token permanently. To stop it for a while, run ${action('robots_update')}.`,
      route: 'DELETE /v2/robots/{robot_id}',
      input: RobotIdInput,
      example: { robot_id: ROBOT_ID },
      effect: DELETE,
      output: 'DeletedRobot',
      verify: ({ robot_id }) => ({ actionId: 'robots_get', input: { robot_id } }),
    }),
    defineLimitedAction({
      id: 'robots_suspend',
      title: 'Suspend a robot',
      description: msg`Not offered by the Admin API: run ${action('robots_update')} with state "suspended".`,
      askedAs: 'POST /v2/robots/{robot_id}/suspend',
      input: RobotIdInput,
      example: { robot_id: ROBOT_ID },
      effect: UPDATE,
      limitation: 'robots_suspend_unsupported',
    }),
  ],
});
