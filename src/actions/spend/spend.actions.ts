import { READ, action, defineComposedAction, defineResource, msg } from '../../kit/catalog/index.js';
import { spendChanges } from './spend-changes.js';
import { spendQuery } from './spend-query.js';
import { spendReconcile } from './spend-reconcile.js';
import { spendSummary } from './spend-summary.js';
import {
  SpendChangesInput,
  SpendQueryInput,
  SpendReconcileInput,
  SpendSummaryInput,
} from './spend.inputs.js';
import {
  SpendChangesAnswer,
  SpendQueryAnswer,
  SpendReconcileAnswer,
  SpendSummaryAnswer,
} from './spend.outputs.js';

/** Questions about spend, each answered from several reports. */
export const spend = defineResource({
  group: {
    id: 'spend',
    title: 'Spend',
    description: 'Questions about cost and usage, answered with exact totals from several reports.',
  },
  packs: ['finops'],
  samples: {},
  actions: [
    defineComposedAction({
      id: 'spend_query',
      title: 'Answer a question about spend',
      keywords: [
        'how much',
        'cost',
        'bill',
        'invoice',
        'chargeback',
        'by model',
        'by workspace',
        'by person',
        'by API key',
        'tokens',
        'this month',
      ],
      description: msg`Returns exact totals of cost, tokens or requests over a range of days, by time bucket and up to five dimensions, with the top groups, a row of all others that adds up, and the period before on request. Amounts are in cents (amount) and in dollars (amount_usd), after discounts and before credits. Use it for "how much did we spend this month, by model, by person?". For the state of the month with a forecast, use ${action('spend_summary')}; for the rows of a report as the API returns them, ${action('analytics_cost_list')} or ${action('analytics_usage_list')}.`,
      about:
        'Exact totals of cost, tokens or requests over a range of days, by time and up to five dimensions, with the largest groups, all others in one row, and the period before on request.',
      input: SpendQueryInput,
      example: { range: 'month_to_date', group_by: ['model'] },
      effect: READ,
      output: SpendQueryAnswer,
      itemsField: 'rows',
      paging: 'page_cursor',
      outputUnits: {
        amount: 'cents',
        amount_usd: 'dollars',
        change_usd: 'dollars',
        list_amount: 'cents',
        list_amount_usd: 'dollars',
      },
      handler: spendQuery,
    }),
    defineComposedAction({
      id: 'spend_summary',
      title: 'Summarize the spend of this month',
      keywords: [
        'budget',
        'forecast',
        'anomaly',
        'trend',
        'burn rate',
        'cost overview',
        'how much this month',
      ],
      description: msg`Returns the cost of this month up to now, a forecast of the whole month with its range, the change against the same days of last month, what changed most, days that cost more than three times what is usual for their weekday, and how much is attributed to no one. For any other range or grouping, use ${action('spend_query')}.`,
      about:
        'The cost of this month up to now, a forecast of the whole month, the change against the same days of last month, what changed most, and unusual days.',
      input: SpendSummaryInput,
      example: { top: 3 },
      effect: READ,
      output: SpendSummaryAnswer,
      itemsField: 'movers',
      outputUnits: { amount: 'cents', amount_usd: 'dollars', change_usd: 'dollars' },
      handler: spendSummary,
    }),
    defineComposedAction({
      id: 'spend_reconcile',
      title: 'Compare the two cost reports day by day',
      keywords: ['audit', 'difference', 'mismatch', 'priority tier', 'legacy', 'restated'],
      description: msg`Returns where ${action('analytics_cost_list')} and the legacy ${action('cost_report_get')} differ, day by day and to the last digit, each difference with its class: priority_tier, session_usage, not_yet_refreshed, rounding or unexplained. Days that agree are counted only. Use it when two figures do not match; for the figures themselves, use ${action('spend_query')}.`,
      about:
        'Where the analytics report and the legacy cost report differ, day by day and to the last digit, each difference with its cause as far as it is known.',
      input: SpendReconcileInput,
      example: { first_day: '2026-11-01', last_day: '2026-11-14' },
      effect: READ,
      output: SpendReconcileAnswer,
      itemsField: 'days',
      outputUnits: { amount: 'cents', amount_usd: 'dollars' },
      handler: spendReconcile,
    }),
    defineComposedAction({
      id: 'spend_changes',
      title: 'List what was restated since a moment',
      keywords: ['correction', 'restatement', 'late data', 'audit', 'invoice changed'],
      description: msg`Returns each daily or hourly figure that the API has changed after it was complete: before, after, and whether its month was closed. Requires a host that keeps a ledger of the connection; without one it returns a conflict. Use it for "what changed since the invoice?". For the figures as they were known at a moment, use ${action('spend_query')} with as_of; for differences between two reports, ${action('spend_reconcile')}.`,
      about:
        'Each daily or hourly figure that the API has changed after it was complete, before and after, from the ledger of the connection.',
      input: SpendChangesInput,
      example: { since: '2026-11-01T00:00:00Z' },
      effect: READ,
      output: SpendChangesAnswer,
      itemsField: 'changes',
      paging: 'page_cursor',
      outputUnits: {
        amount: 'cents',
        amount_usd: 'dollars',
        list_amount: 'cents',
        list_amount_usd: 'dollars',
        change_usd: 'dollars',
      },
      handler: spendChanges,
    }),
  ],
});
