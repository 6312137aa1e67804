import { IsIn, IsInt, IsObject, IsString } from 'class-validator';
import { Describe, NestedList, Optional } from '../../kit/catalog/index.js';

/** What is known of a person. */
export const OFFBOARDING_STATES = ['member', 'no_member', 'cannot_be_removed'] as const;

/** A step, and what became of it. */
export class OffboardingStep {
  @IsString() @Describe('Id of the action.') actionId: string;
  @IsObject() @Describe('Its input.') input: Record<string, unknown>;
  @IsString() @Describe('The step in words.') text: string;

  @Optional()
  @IsIn(['done', 'was_done'])
  @Describe('Of a run: done now, or was_done before. Absent in a plan.')
  state?: 'done' | 'was_done';

  @Optional() @IsString() @Describe('Of a run: when it was done.') at?: string;
}

/** A person, and the steps in their order. */
export class OffboardingPerson {
  @IsString() @Describe('The person as given.') given: string;
  @IsIn([...OFFBOARDING_STATES])
  @Describe('member, no_member (left already, or never joined), or cannot_be_removed (an owner).')
  state: (typeof OFFBOARDING_STATES)[number];
  @Optional() @IsString() @Describe('Id of the member.') user_id?: string;
  @Optional() @IsString() @Describe('Name of the member.') name?: string;
  @Optional() @IsString() @Describe('E-mail address.') email?: string;
  @Optional() @IsString() @Describe('Role in the organization.') role?: string;
  @IsInt() @Describe('Personal keys that are archived with the membership.') personal_keys: number;
  @IsInt() @Describe('Active keys of workspaces that the person created.') workspace_keys: number;
  @NestedList(() => OffboardingStep) @Describe('The steps, in their order.') steps: OffboardingStep[];
}

/** Response of `members_offboarding_plan` and `members_offboard`. */
export class Offboarding {
  @IsString() @Describe('What is to be done, or was done, in a sentence.') summary: string;
  @IsInt() @Describe('Steps of all people.') steps: number;
  @NestedList(() => OffboardingPerson) @Describe('The people, as given.') rows: OffboardingPerson[];
}
