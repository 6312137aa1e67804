import type { Foresee, PlanConsequence, PlanReads } from '../../kit/catalog/index.js';
import { HOUR_MS, timeText } from '../../reports/spend-range.js';
import type {
  BetaAnalyticsUsageItem,
  BetaAnalyticsUsageMetrics,
  OrganizationRateLimit,
  WorkspaceRateLimit,
} from '../api-types.generated.js';
import { words } from '../foresight/words.js';
import type { WorkspaceRateLimitsUpdateInput } from './workspace-rate-limits.inputs.js';

const MINUTE_MS = 60_000;

/** What a limit per minute counts; of the other types, the reports say nothing. */
const COUNTED: Readonly<Record<string, (usage: BetaAnalyticsUsageMetrics) => number | null>> = {
  requests_per_minute: ({ requests }) => requests,
  input_tokens_per_minute: (usage) => uncached(usage) + usage.cache_read_input_tokens,
  input_tokens_per_minute_cache_aware: (usage) => uncached(usage),
  output_tokens_per_minute: ({ output_tokens: tokens }) => tokens,
};

const uncached = ({
  uncached_input_tokens: fresh,
  cache_creation: made,
}: BetaAnalyticsUsageMetrics): number =>
  fresh + made.ephemeral_1h_input_tokens + made.ephemeral_5m_input_tokens;

/** What each limit was, and what of the use of the last hour exceeds the new one. */
export const foreseeLimits: Foresee<WorkspaceRateLimitsUpdateInput> = async (input, reads) => {
  const { workspace_id, rate_limit_id, limits } = input;
  const [own, all] = await Promise.all([
    reads.list<WorkspaceRateLimit>('The limits as they are', 'workspace_rate_limits_list', { workspace_id }),
    reads.list<OrganizationRateLimit>('The limits of the organization', 'rate_limits_list', {}),
  ]);
  const group = all?.find(({ id }) => id === rate_limit_id);
  const before = own?.find((one) => one.rate_limit_id === rate_limit_id);
  const oldOf = (type: string): number | undefined =>
    before?.limits.find((limit) => limit.type === type && limit.source.type === 'workspace')?.value;
  const orgOf = (type: string): number | undefined => group?.limits.find((one) => one.type === type)?.value;
  const effective = limits.flatMap(({ type, value }) => {
    const limit = value ?? orgOf(type);
    return limit === undefined ? [] : [{ type, limit }];
  });
  const peaks = await peaksOf(
    reads,
    workspace_id,
    group,
    effective.map(({ type }) => type),
  );
  return {
    ...(before ? { before: { ...before } } : {}),
    consequences: [
      ...(own
        ? limits.map(({ type, value }): PlanConsequence => ({
            kind: 'changes',
            text: `${words(type)}: from ${valueText(oldOf(type), orgOf(type))} to ${valueText(value ?? undefined, orgOf(type))}.`,
          }))
        : []),
      ...effective.flatMap(({ type, limit }) => exceeding(type, limit, peaks?.get(type))),
    ],
    ...(own
      ? {
          inverse: {
            actionId: 'workspace_rate_limits_update',
            input: {
              workspace_id,
              rate_limit_id,
              limits: limits.map(({ type }) => ({ type, value: oldOf(type) ?? null })),
            },
          },
        }
      : {}),
    facts: { limits: own && Object.fromEntries(limits.map(({ type }) => [type, oldOf(type) ?? null])) },
  };
};

function valueText(own: number | undefined, org: number | undefined): string {
  if (own !== undefined) return own.toLocaleString('en-US');
  return org === undefined
    ? 'the limit of the organization'
    : `the limit of the organization, ${org.toLocaleString('en-US')}`;
}

function exceeding(type: string, limit: number, peak: number | undefined): PlanConsequence[] {
  if (peak === undefined || peak <= limit) return [];
  return [
    {
      kind: 'exceeds_limit',
      text: `The busiest minute of the last hour had ${peak.toLocaleString('en-US')}, above the new limit of ${limit.toLocaleString('en-US')} ${words(type)}.`,
    },
  ];
}

const WHAT = 'Use of the last hour';

/** The busiest minute of the last hour by type of limit. */
async function peaksOf(
  reads: PlanReads,
  workspace: string,
  group: OrganizationRateLimit | undefined,
  types: readonly string[],
): Promise<ReadonlyMap<string, number> | undefined> {
  const counted = types.filter((type) => COUNTED[type]);
  const others = types.filter((type) => !COUNTED[type]);
  if (others.length > 0)
    reads.unknown(`${WHAT} unknown for ${others.map(words).join(', ')}: the reports do not count it.`);
  if (counted.length === 0) return undefined;
  if (group && group.models === null) {
    reads.unknown(`${WHAT} unknown: the reports do not tell this part of the API apart.`);
    return undefined;
  }
  if (!group?.models) return undefined;
  const until = Math.ceil(reads.now / MINUTE_MS) * MINUTE_MS;
  const rows = await reads.list<BetaAnalyticsUsageItem>(WHAT, 'analytics_usage_list', {
    starting_at: timeText(until - HOUR_MS),
    ending_at: timeText(until),
    time_bucket_width: '1m',
    order_by: 'time',
    workspace_ids: [workspace],
    models: group.models,
    limit: 1_000,
  });
  if (!rows) return undefined;
  const peaks = new Map<string, number>();
  for (const { usage } of rows)
    for (const type of counted) {
      const count = COUNTED[type]?.(usage) ?? null;
      if (count !== null) peaks.set(type, Math.max(count, peaks.get(type) ?? 0));
    }
  return peaks;
}
