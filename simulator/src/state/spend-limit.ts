/** The periods of spend limits. */
export const PERIODS = ['daily', 'monthly', 'weekly'] as const;

/** The period of a spend limit. */
export type Period = (typeof PERIODS)[number];

/** The scope of a spend limit (`SpendLimit.scope`). */
export type SpendScope =
  | { readonly type: 'organization' }
  | { readonly type: 'organization_service'; readonly service: string }
  | { readonly type: 'rbac_group'; readonly rbac_group_id: string }
  | { readonly type: 'seat_tier'; readonly seat_tier: string }
  | { readonly type: 'usage_tier' }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'workspace'; readonly workspace_id: string };

/** A spend limit for one scope and period; a null amount means explicitly unlimited. */
export interface SpendLimit {
  readonly id: string;
  readonly scope: SpendScope;
  readonly period: Period;
  readonly createdAt: number;
  updatedAt: number;
  /** The amount in minor units (cents for USD), as a string of digits. */
  amount: string | null;
}

/** A member's request to raise their spend limit. */
export interface IncreaseRequest {
  readonly id: string;
  readonly userId: string;
  readonly period: Period;
  readonly createdAt: number;
  status: 'approved' | 'denied' | 'pending';
  resolvedAt: number | null;
  /** The id of the API key that resolved it. */
  resolvedBy: string | null;
}

/** The attributes of an Enterprise member that determine the applicable limits. */
export interface Seat {
  readonly tier: string;
  readonly groupIds: readonly string[];
}
