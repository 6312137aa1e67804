import { action, defineLimitation, msg, type RawInput, type ReadyAction } from '../kit/catalog/index.js';
import { rankingQuestion } from './ranking-question.js';
import { CHECKED, REFERENCES } from './references.js';

/** Costs are available per day. */
export const costBucketsDaily = defineLimitation({
  id: 'cost_buckets_daily',
  kind: 'fixed_value',
  actions: ['cost_report_get'],
  fields: ['bucket_width'],
  title: 'The cost report has daily buckets only',
  reason: 'The API stores costs per day; 1h and 1m are available for token usage only.',
  workaround: msg`Use bucket_width "1d", or get token usage per hour or minute with ${action('usage_report_messages')}.`,
  reference: REFERENCES.usageAndCost,
  checked: CHECKED,
  blocks: ({ bucket_width }) => bucket_width === '1h' || bucket_width === '1m',
  alternative: (input) => ({ actionId: 'cost_report_get', input: { ...input, bucket_width: '1d' } }),
});

const DAY_MS = 24 * 60 * 60 * 1_000;

const isInTime = ({ time_bucket_width: width, order_by: by }: RawInput): boolean =>
  (width ?? undefined) !== undefined && (by === undefined || by === 'time');

/** The ranks of several time ranges cannot be joined. */
const rankingRange = <const Id extends string, const ActionId extends string>(id: Id, actionId: ActionId) =>
  defineLimitation<Id, ActionId | 'spend_query'>({
    id,
    kind: 'range',
    actions: [actionId],
    fields: ['ending_at'],
    title: 'A ranking covers at most 31 days',
    reason:
      'The API ranks the rows of at most 31 days (24 hours with time_bucket_width 1m), and the ranks of several such ranges cannot be joined.',
    workaround: msg`For a ranking of a longer range, ask ${action('spend_query')}, which adds up whole days. For the rows of any range, set time_bucket_width and leave order_by out: they come in the order of time.`,
    reference: REFERENCES.usageAndCost,
    checked: CHECKED,
    blocks: (input) => {
      const span = Date.parse(String(input['ending_at'])) - Date.parse(String(input['starting_at']));
      return !isInTime(input) && span > (input['time_bucket_width'] === '1m' ? DAY_MS : 31 * DAY_MS);
    },
    alternative: ({ page: _, ...input }): ReadyAction<ActionId | 'spend_query'> =>
      rankingQuestion(actionId, input) ?? {
        actionId,
        input: { ...input, time_bucket_width: input['time_bucket_width'] ?? '1d', order_by: 'time' },
      },
  });

/** Usage is ranked over at most 31 days. */
export const analyticsUsageRankingRange = rankingRange(
  'analytics_usage_ranking_range',
  'analytics_usage_list',
);

/** Cost is ranked over at most 31 days. */
export const analyticsCostRankingRange = rankingRange('analytics_cost_ranking_range', 'analytics_cost_list');

/** The maximum number of dimensions to group a usage report by. */
export const MAX_GROUP_BY = 5;

/** The API groups by at most five dimensions (reported). */
export const reportGroupByMax = defineLimitation({
  id: 'report_group_by_max',
  kind: 'range',
  actions: ['usage_report_messages'],
  fields: ['group_by'],
  title: `A usage report groups by at most ${MAX_GROUP_BY} dimensions`,
  reason: `The API refuses more than ${MAX_GROUP_BY} values of group_by in one report.`,
  workaround: `Request the ${MAX_GROUP_BY} most important dimensions, and the others in a second report.`,
  reference: REFERENCES.usageAndCost,
  checked: CHECKED,
  blocks: ({ group_by }) => Array.isArray(group_by) && group_by.length > MAX_GROUP_BY,
  recognizes: ({ status, message = '' }) => status === 400 && /more than \d+ group_by/i.test(message),
  alternative: (input) => ({
    actionId: 'usage_report_messages',
    input: { ...input, group_by: (input['group_by'] as unknown[]).slice(0, MAX_GROUP_BY) },
  }),
});
