import { IsIn, IsInt, IsObject, IsString } from 'class-validator';
import { Describe, Nested, NestedList, Optional, RequiredOrNull } from '../../kit/catalog/index.js';
import { KEY_FINDINGS, type KeyFinding } from './key-hygiene.inputs.js';

/** An action that is ready to run. */
export class KeyNextStep {
  @IsString() @Describe('Id of the action.') actionId: string;
  @IsObject() @Describe('Its input.') input: Record<string, unknown>;
}

/** Something to do about a key. */
export class KeyFindingRow {
  @IsIn([...KEY_FINDINGS]) @Describe('What was found.') finding: KeyFinding;
  @IsString() @Describe('The finding in words, and what to do.') text: string;

  @Optional()
  @Nested(() => KeyNextStep)
  @Describe('The next step: an active key is set inactive first, and archived later. Archiving is permanent.')
  next?: KeyNextStep;
}

/** Who a key belongs to. */
export class KeyOwner {
  @IsIn(['member', 'former_member', 'service_account', 'unknown'])
  @Describe('What the owner is: a former_member is a person who is no member now.')
  kind: 'member' | 'former_member' | 'service_account' | 'unknown';

  @Optional() @IsString() @Describe('Id of the owner.') id?: string;
  @Optional() @IsString() @Describe('Name of the member.') name?: string;
  @Optional() @IsString() @Describe('E-mail address of the member.') email?: string;

  @IsIn(['acts_for', 'created_by'])
  @Describe('Whether the key acts for the owner, or was only created by this person for a workspace.')
  as: 'acts_for' | 'created_by';
}

/** A key, and what was found. */
export class KeyHygiene {
  @IsString() @Describe('Id of the key.') api_key_id: string;
  @IsString() @Describe('Name of the key.') name: string;
  @IsString() @Describe('active, inactive or expired.') status: string;
  @Nested(() => KeyOwner) @Describe('Who it belongs to.') owner: KeyOwner;

  @Optional() @IsString() @Describe('Workspace of the key; absent where it has none.') workspace_id?: string;
  @Optional() @IsString() @Describe('Name of the workspace.') workspace?: string;
  @IsInt() @Describe('Days since it was created.') age_days: number;

  @RequiredOrNull()
  @IsString()
  @Describe('When it expires; null where it does not.')
  expires_at: string | null;

  @IsString()
  @Describe('Last use within the days read, such as "on 2026-11-18" or "not in the last 90 days".')
  last_used: string;

  @RequiredOrNull()
  @IsString()
  @Describe('Cost of the days read in cents, exact; null where it could not be read.')
  amount: string | null;

  @RequiredOrNull()
  @IsString()
  @Describe('The same in US dollars.')
  amount_usd: string | null;

  @NestedList(() => KeyFindingRow)
  @Describe('What was found, the most urgent first.')
  findings: KeyFindingRow[];
}

/** How many keys have a finding. */
export class KeyFindingCount {
  @IsIn([...KEY_FINDINGS]) @Describe('What was found.') finding: KeyFinding;
  @IsInt() @Describe('How many keys have it.') keys: number;
}

/** Response of `api_keys_hygiene`. */
export class ApiKeysHygiene {
  @IsString() @Describe('What was found, in a sentence.') summary: string;
  @IsString() @Describe('Start of the days that use and spend were read of.') read_from: string;
  @IsIn(['USD']) @Describe('Currency of all amounts.') currency: 'USD';
  @IsInt() @Describe('Keys that are not archived.') keys: number;
  @IsInt() @Describe('Those of them with findings.') keys_with_findings: number;

  @NestedList(() => KeyFindingCount)
  @Describe('How many keys have which finding; a key may have several.')
  findings: KeyFindingCount[];

  @NestedList(() => KeyHygiene)
  @Describe('The keys, the most urgent first.')
  rows: KeyHygiene[];

  @RequiredOrNull()
  @IsString()
  @Describe('Cursor of the next keys, to send as page; null at the end.')
  next_page: string | null;
}
