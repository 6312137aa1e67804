import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, Length, MaxLength } from 'class-validator';
import { Describe, Optional, action, msg } from '../../kit/catalog/index.js';

/** The most people that one call is about. */
export const MOST_PEOPLE = 20;

/** Input of `members_offboarding_plan` and `members_offboard`. */
export class OffboardingInput {
  @Optional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PEOPLE)
  @IsArray()
  @IsString({ each: true })
  @Length(3, 320, { each: true })
  @Describe(
    msg`The people who leave, at most ${String(MOST_PEOPLE)}: member ids from ${action('users_list')}, or e-mail addresses.`,
    { examples: [['ada@example.com']] },
  )
  people?: string[];

  @Optional()
  @IsString()
  @MaxLength(20_000)
  @Describe(
    'The people as CSV, in place of people or beside it: of each line the first cell that is an e-mail address or a member id.',
  )
  csv?: string;

  @Optional()
  @IsIn(['keep', 'disable'])
  @Describe(
    'What becomes of active keys of workspaces that they created: keep, or disable (set inactive, which can be undone). Their personal keys are archived in any case.',
    { default: 'keep' },
  )
  workspace_keys?: 'keep' | 'disable';
}
