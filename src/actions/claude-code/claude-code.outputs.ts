import { IsBoolean, IsIn, IsInt, IsNumber, IsString } from 'class-validator';
import { Describe, Nested, NestedList, Optional, RequiredOrNull } from '../../kit/catalog/index.js';

/** Tokens by kind. */
export class ClaudeCodeTokens {
  @IsInt() @Describe('Input tokens that no cache held.') input: number;
  @IsInt() @Describe('Output tokens.') output: number;
  @IsInt() @Describe('Input tokens read from the cache.') cache_read: number;
  @IsInt() @Describe('Input tokens written to the cache.') cache_creation: number;
}

/** What was done with Claude Code. */
export class ClaudeCodeSums {
  @IsInt() @Describe('Sessions.') sessions: number;
  @IsInt() @Describe('Lines of code added.') lines_added: number;
  @IsInt() @Describe('Lines of code removed.') lines_removed: number;
  @IsInt() @Describe('Commits.') commits: number;
  @IsInt() @Describe('Pull requests.') pull_requests: number;
  @IsInt() @Describe('Edits that were accepted.') edits_accepted: number;
  @IsInt() @Describe('Edits that were rejected.') edits_rejected: number;

  @RequiredOrNull()
  @IsNumber()
  @Describe('Share of edits that were accepted, percent; null where there were none.')
  acceptance_percent: number | null;

  @Nested(() => ClaudeCodeTokens)
  @Describe('Tokens by kind.')
  tokens: ClaudeCodeTokens;

  @IsString() @Describe('Estimated cost in cents, exact.') amount: string;
  @IsString() @Describe('Estimated cost in US dollars, exact.') amount_usd: string;
}

/** A person or an API key with use, or an idle member. */
export class ClaudeCodePerson extends ClaudeCodeSums {
  @IsString()
  @Describe('E-mail address of the person, or name of the API key.')
  who: string;

  @IsIn(['member', 'former_member', 'api_key'])
  @Describe('Whether who is a member, an e-mail address that no member has now, or an API key.')
  kind: 'member' | 'former_member' | 'api_key';

  @Optional() @IsString() @Describe('Id of the member.') user_id?: string;
  @Optional() @IsString() @Describe('Name of the member.') name?: string;
  @Optional() @IsString() @Describe('Role of the member.') role?: string;
  @IsInt() @Describe('Days with use.') active_days: number;

  @RequiredOrNull()
  @IsString()
  @Describe('Last day with use in the range, UTC; null for an idle member.')
  last_day: string | null;
}

/** Response of `claude_code_summary`. */
export class ClaudeCodeSummary {
  @IsString() @Describe('What the figures say, in a sentence.') summary: string;
  @IsString() @Describe('First UTC day of the range.') first_day: string;
  @IsString() @Describe('Last UTC day of the range, included.') last_day: string;

  @IsBoolean()
  @Describe('Whether the last hours are not reported yet, because the range includes the last two hours.')
  includes_today: boolean;

  @IsIn(['USD']) @Describe('Currency of all amounts.') currency: 'USD';
  @IsInt() @Describe('People and API keys with use.') people: number;
  @IsInt() @Describe('Members whose role includes Claude Code.') licensed: number;
  @IsInt() @Describe('Those of them without use in the range.') idle: number;

  @Nested(() => ClaudeCodeSums)
  @Describe('Sums over all people and API keys.')
  totals: ClaudeCodeSums;

  @NestedList(() => ClaudeCodePerson)
  @Describe('The rows that were asked for.')
  rows: ClaudeCodePerson[];

  @RequiredOrNull()
  @IsString()
  @Describe('Cursor of the next rows, to send as page; null at the end.')
  next_page: string | null;
}
