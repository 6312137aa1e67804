import {
  cents,
  compareAmounts,
  dollarText,
  sumOf,
  toDollars,
  type Cents,
  type Foresee,
  type PlanConsequence,
  type PlanReads,
} from '../../kit/catalog/index.js';
import { DAY_MS, dayOf, monthOf, timeText } from '../../reports/spend-range.js';
import type {
  BetaAnalyticsCostItem,
  SpendLimit,
  SpendLimitIncreaseRequest,
  SpendSummary,
} from '../api-types.generated.js';
import { amountIn } from '../spend/report-rows.js';
import { words } from '../foresight/words.js';
import type { IncreaseRequestsApproveInput, IncreaseRequestsDenyInput } from './increase-requests.inputs.js';
import type { SpendLimitIdInput, SpendLimitsSetInput } from './spend-limits.inputs.js';

const money = (amount: string | null): string =>
  amount === null ? 'no limit' : dollarText(toDollars(cents(amount)));

type Scope = SpendLimitsSetInput['scope'];

const scopeText = (scope: SpendLimit['scope'] | Scope): string => {
  if (scope.type === 'user') return `member ${scope.user_id}`;
  if (scope.type === 'workspace') return `workspace ${scope.workspace_id}`;
  return words(scope.type);
};

const isSame = (one: SpendLimit['scope'], other: Scope): boolean =>
  one.type === other.type && scopeText(one) === scopeText(other);

const spendNow = (what: string, spend: Cents | undefined): PlanConsequence[] =>
  spend === undefined
    ? []
    : [{ kind: 'changes', text: `${what} has spent ${money(spend)} in the period so far.` }];

function exceeds(spend: Cents | undefined, amount: string | null, period: string): PlanConsequence[] {
  if (spend === undefined || amount === null || compareAmounts(spend, cents(amount)) < 0) return [];
  return [
    {
      kind: 'exceeds_limit',
      text: `The spend so far of ${money(spend)} reaches the new limit of ${money(amount)}: requests are blocked until the ${period} period ends.`,
    },
  ];
}

/** What is spent in the period so far. */
async function spendOf(reads: PlanReads, scope: Scope, period: string): Promise<Cents | undefined> {
  const what = 'Spend in the period so far';
  if (scope.type === 'user') {
    const rows = await reads.list<SpendSummary>(what, 'effective_spend_limits_list', {
      user_ids: [scope.user_id],
    });
    const row = rows?.find((one) => one.period === period);
    if (rows && !row) reads.unknown(`${what} unknown: the API reports none for a ${period} period.`);
    return row && cents(row.period_to_date_spend);
  }
  const rows = await reads.list<BetaAnalyticsCostItem>(what, 'analytics_cost_list', {
    starting_at: timeText(monthOf(reads.now)),
    ending_at: timeText(dayOf(reads.now) + DAY_MS),
    ...(scope.type === 'workspace' ? { workspace_ids: [scope.workspace_id] } : {}),
    limit: 1_000,
  });
  return rows && sumOf(rows.map(({ cost }) => amountIn(cost.amount, cost.currency)));
}

/** What the limit was, and whether what is spent reaches the new one. */
export const foreseeSet: Foresee<SpendLimitsSetInput> = async (
  { scope, amount, period = 'monthly' },
  reads,
) => {
  const [limits, spend] = await Promise.all([
    reads.list<SpendLimit>('The limit as it is', 'spend_limits_list', { scope_type: [scope.type] }),
    spendOf(reads, scope, period),
  ]);
  const before = limits?.find((one) => one.period === period && isSame(one.scope, scope));
  const of = `The ${period} limit of the ${scopeText(scope)}`;
  const was = before ? `changes from ${money(before.amount)} to` : 'becomes';
  return {
    ...(before ? { before: { ...before } } : {}),
    consequences: [
      ...(limits ? [{ kind: 'changes' as const, text: `${of} ${was} ${money(amount)}.` }] : []),
      ...spendNow(`The ${scopeText(scope)}`, spend),
      ...exceeds(spend, amount, period),
    ],
    ...(before
      ? { inverse: { actionId: 'spend_limits_set', input: { scope, amount: before.amount, period } } }
      : {}),
    facts: { amount: limits && (before ? before.amount : 'none') },
  };
};

/** Which limit goes; the inherited one that applies then is not in the API. */
export const foreseeDelete: Foresee<SpendLimitIdInput> = async ({ spend_limit_id }, reads) => {
  const before = await reads.target<SpendLimit>('The spend limit', 'spend_limits_get', { spend_limit_id });
  if (!before) return {};
  const { scope, amount, period } = before;
  const settable = scope.type === 'organization' || scope.type === 'user' || scope.type === 'workspace';
  const spend = settable ? await spendOf(reads, scope, period) : undefined;
  return {
    before: { ...before },
    consequences: [
      {
        kind: 'is_removed',
        text: `The ${period} limit of the ${scopeText(scope)} of ${money(amount)} is removed; an inherited limit applies then, or none.`,
        count: 1,
      },
      ...spendNow(`The ${scopeText(scope)}`, spend),
    ],
    ...(settable ? { inverse: { actionId: 'spend_limits_set', input: { scope, amount, period } } } : {}),
    facts: { amount, period, scope: scopeText(scope) },
  };
};

const MAILED = 'The member gets an e-mail, which cannot be recalled.';

const readRequest = (
  reads: PlanReads,
  { spend_limit_increase_request_id }: { readonly spend_limit_increase_request_id: string },
): Promise<SpendLimitIncreaseRequest | undefined> =>
  reads.target('The request', 'spend_limit_increase_requests_get', { spend_limit_increase_request_id });

const actorText = ({ actor }: SpendLimitIncreaseRequest): string =>
  actor.type === 'user_actor'
    ? (actor.name ?? actor.email_address ?? actor.user_id)
    : actor.scoped_api_key_id;

/** What limit the member has, and gets. */
export const foreseeApproval: Foresee<IncreaseRequestsApproveInput> = async (input, reads) => {
  const before = await readRequest(reads, input);
  const final = input.suppress_notification === true ? [] : [MAILED];
  if (!before) return { final };
  const { spend_summary: spend } = before;
  const period = input.period ?? before.period;
  const sameSpend = spend?.period === period ? cents(spend.period_to_date_spend) : undefined;
  return {
    before: { ...before },
    consequences: [
      {
        kind: 'changes',
        text: `The ${period} limit of ${actorText(before)} ${spend ? `changes from ${money(spend.amount)} to` : 'becomes'} ${money(input.amount)}, and the request is closed.`,
      },
      ...spendNow(actorText(before), sameSpend),
      ...exceeds(sameSpend, input.amount, period),
    ],
    final: [...final, 'A request that is approved cannot be opened again.'],
    facts: { status: before.status, amount: spend && spend.amount },
  };
};

/** What the member asked for. */
export const foreseeDenial: Foresee<IncreaseRequestsDenyInput> = async (input, reads) => {
  const before = await readRequest(reads, input);
  const final = input.suppress_notification === true ? [] : [MAILED];
  if (!before) return { final };
  return {
    before: { ...before },
    consequences: [
      { kind: 'changes', text: `The request of ${actorText(before)} is closed; the limit stays as it is.` },
      ...(before.spend_summary
        ? spendNow(actorText(before), cents(before.spend_summary.period_to_date_spend))
        : []),
    ],
    final: [...final, 'The member has to ask again for a higher limit.'],
    facts: { status: before.status },
  };
};
