/** How long the window of a spend limit is. */
export const PERIODS = ['daily', 'monthly', 'weekly'] as const;

/** The window of a spend limit. */
export type Period = (typeof PERIODS)[number];

/** What a spend limit applies to (`SpendLimit.scope`). */
export type SpendScope =
  | { readonly type: 'organization' }
  | { readonly type: 'organization_service'; readonly service: string }
  | { readonly type: 'rbac_group'; readonly rbac_group_id: string }
  | { readonly type: 'seat_tier'; readonly seat_tier: string }
  | { readonly type: 'usage_tier' }
  | { readonly type: 'user'; readonly user_id: string }
  | { readonly type: 'workspace'; readonly workspace_id: string };

/** A cap on spend for one scope and period; a null amount is explicitly no cap. */
export interface SpendLimit {
  readonly id: string;
  readonly scope: SpendScope;
  readonly period: Period;
  readonly createdAt: number;
  updatedAt: number;
  /** Whole minor units as text; cents for USD. */
  amount: string | null;
}

/** A member's wish for a higher cap. */
export interface IncreaseRequest {
  readonly id: string;
  readonly userId: string;
  readonly period: Period;
  readonly createdAt: number;
  status: 'approved' | 'denied' | 'pending';
  resolvedAt: number | null;
  /** The id of the key that resolved it. */
  resolvedBy: string | null;
}

/** What decides which limits reach a member of an Enterprise organization. */
export interface Seat {
  readonly tier: string;
  readonly groupIds: readonly string[];
}
