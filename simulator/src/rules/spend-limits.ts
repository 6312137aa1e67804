import { forbidden, invalid } from '../errors.js';
import type { Ids } from '../ids.js';
import type { Organization } from '../state/organization.js';
import type { CursorPage, Pager } from '../state/pager.js';
import type { Period, SpendLimit, SpendScope } from '../state/spend-limit.js';
import { liveWorkspace } from './workspaces.js';

/** A type of scope. */
export type ScopeType = SpendScope['type'];

/** The filters of `spend_limits.list`. */
export interface SpendLimitFilter {
  readonly limit: number;
  readonly 'scope_type[]'?: readonly ScopeType[] | undefined;
  readonly workspace_id?: string | undefined;
}

/** The body of `spend_limits.set`. */
export interface NewSpendLimit {
  readonly amount: string | null;
  readonly scope: SpendScope;
  readonly period?: Period | undefined;
}

/** The scopes of each kind of organization, in the order in which an Enterprise organization lists them. */
const SCOPES: Readonly<Record<Organization['settings']['kind'], readonly ScopeType[]>> = {
  console: ['organization', 'workspace', 'usage_tier'],
  enterprise: ['organization', 'seat_tier', 'rbac_group', 'organization_service', 'user'],
};

const CHANGEABLE: typeof SCOPES = { console: ['organization', 'workspace'], enterprise: ['user'] };

/** Separates the scope types in one sequence of positions. */
const SCOPE_STEP = 1_000_000;

/**
 * Lists spend limits: newest first in a Console organization, by scope type in an Enterprise organization
 * (spend_limits.list).
 *
 * @throws ApiError 400 for a scope that this kind of organization does not have, or `organization_type_not_supported`.
 */
export function listSpendLimits<W>(
  organization: Organization,
  filter: SpendLimitFilter,
  pager: Pager,
  wire: (limit: SpendLimit) => W,
): CursorPage<W> {
  checkFilter(organization, filter);
  const { 'scope_type[]': types, workspace_id: workspaceId } = filter;
  const keep = ({ scope }: SpendLimit): boolean =>
    (!types || types.includes(scope.type)) &&
    (workspaceId === undefined || (scope.type === 'workspace' && scope.workspace_id === workspaceId));
  const from = pager.position(Number.MIN_SAFE_INTEGER);
  const placed = organization.spendLimits
    .filter(keep)
    .map((limit) => ({ limit, place: placeOf(organization, limit) }))
    .filter(({ place }) => place > from)
    .sort((a, b) => a.place - b.place);
  const page = placed.slice(0, pager.rows(filter.limit));
  const next = placed.length > page.length ? pager.next(page.at(-1)?.place ?? from) : null;
  return { data: page.map(({ limit }) => wire(limit)), next_page: next };
}

function placeOf({ settings, spendLimits }: Organization, { id, scope }: SpendLimit): number {
  const position = spendLimits.positionOf(id) ?? 0;
  return settings.kind === 'console'
    ? -position
    : SCOPES.enterprise.indexOf(scope.type) * SCOPE_STEP + position;
}

function checkFilter({ settings }: Organization, filter: SpendLimitFilter): void {
  const { kind, spendLimitWrites } = settings;
  if (kind === 'console' && !spendLimitWrites) {
    const message = 'Listing spend limits is not available to this organization.';
    throw invalid(message, 'organization_type_not_supported');
  }
  const unsupported = filter['scope_type[]']?.find((type) => !SCOPES[kind].includes(type));
  if (unsupported) throw invalid(`scope_type[]: '${unsupported}' does not apply to ${kind} organizations`);
  if (kind !== 'console' && filter.workspace_id !== undefined) {
    throw invalid('workspace_id: available only to console organizations');
  }
}

/**
 * Retrieves a limit (spend_limits.retrieve).
 *
 * @throws ApiError 404, or 403 if Admin keys have no access to spend limits.
 */
export function spendLimit(organization: Organization, id: string): SpendLimit {
  checkEnabled(organization);
  return organization.spendLimits.mustFind(id);
}

/**
 * Creates a limit, or replaces the one with the same scope and period (spend_limits.set).
 *
 * @throws ApiError 404, 403 if Admin keys have no access to spend limits, 400 for an unsupported scope, period or amount.
 */
export function setSpendLimit(
  organization: Organization,
  wanted: NewSpendLimit,
  now: number,
  ids: Ids,
): SpendLimit {
  checkEnabled(organization);
  const { kind } = organization.settings;
  const { scope, period = 'monthly', amount } = wanted;
  if (!CHANGEABLE[kind].includes(scope.type)) {
    throw invalid(`scope.type: ${kind} organizations support ${CHANGEABLE[kind].join(' and ')} limits`);
  }
  if (kind === 'console' && period !== 'monthly') throw invalid("period: Input should be 'monthly'");
  if (kind === 'console' && amount === null) throw invalid('amount: Input should be a valid string');
  checkTarget(organization, scope);
  return upsert(organization, { scope, period, amount }, now, ids);
}

/** Creates or replaces a limit without further checks. */
export function upsert(
  { spendLimits }: Organization,
  { scope, period, amount }: Pick<SpendLimit, 'scope' | 'period' | 'amount'>,
  now: number,
  ids: Ids,
): SpendLimit {
  const known = spendLimits.find((limit) => limit.period === period && sameScope(limit.scope, scope));
  if (known) return Object.assign(known, { amount, updatedAt: now });
  return spendLimits.insert({ id: ids('spl_'), scope, period, amount, createdAt: now, updatedAt: now });
}

const sameScope = (one: SpendScope, other: SpendScope): boolean =>
  Object.values(one).sort().join('|') === Object.values(other).sort().join('|');

function checkTarget(organization: Organization, scope: SpendScope): void {
  if (scope.type === 'user') organization.members.mustFind(scope.user_id);
  if (scope.type === 'workspace') liveWorkspace(organization, scope.workspace_id);
}

/**
 * Deletes a limit (spend_limits.delete).
 *
 * @throws ApiError 404, 403 if Admin keys have no access to spend limits, 400 for an unsupported scope.
 */
export function deleteSpendLimit(organization: Organization, id: string): void {
  const { scope } = spendLimit(organization, id);
  const { kind } = organization.settings;
  if (!CHANGEABLE[kind].includes(scope.type)) throw invalid(`A ${scope.type} limit cannot be deleted.`);
  organization.spendLimits.remove(id);
}

function checkEnabled({ settings }: Organization): void {
  if (settings.spendLimitWrites) return;
  const message = 'An Admin API credential cannot read, set or delete spend limits of this organization.';
  throw forbidden(message, 'spend_limits_admin_api_writes_not_enabled');
}
