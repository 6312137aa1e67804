import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Describe, ListOf, Optional } from '../../kit/catalog/index.js';
import { RowCursor } from '../../reports/spend-cursor.js';

/** What can be wrong with a key, the most urgent first. */
export const KEY_FINDINGS = [
  'owner_left',
  'creator_left',
  'unused',
  'expires_soon',
  'expired',
  'inactive',
  'old',
] as const;

/** What can be wrong with a key. */
export type KeyFinding = (typeof KEY_FINDINGS)[number];

/** Input of `api_keys_hygiene`. */
export class ApiKeysHygieneInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(365)
  @Describe('How many days back use and spend are read, 1 to 365; the API has none before 2026-01-01.', {
    default: 90,
  })
  days?: number;

  @Optional()
  @ListOf(KEY_FINDINGS)
  @Describe(
    'Only keys with one of these findings: owner_left (it acts for a person who is no member), creator_left, unused (an active key without use in the days read), expires_soon (within 30 days), expired, inactive, old (more than a year).',
  )
  findings?: KeyFinding[];

  @Optional()
  @IsIn(['findings', 'all'])
  @Describe('Which keys to return: those with findings, or all that are not archived.', {
    default: 'findings',
  })
  show?: 'findings' | 'all';

  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  @Describe('Keys to return, 1 to 100.', { default: 20 })
  limit?: number;

  @RowCursor('api_keys_hygiene')
  page?: string;
}
