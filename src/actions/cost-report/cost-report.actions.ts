import { READ, action, defineAction, msg, defineResource, type Buckets } from '../../kit/catalog/index.js';
import { USAGE_BUCKETS } from '../usage-report/usage-report.actions.js';
import { CostReportInput } from './cost-report.inputs.js';

/** The time buckets of the report. */
export const COST_BUCKETS = {
  ...USAGE_BUCKETS,
  widths: { '1d': USAGE_BUCKETS.widths['1d'] },
} as const satisfies Buckets;

/** Money spent. */
export const costReport = defineResource({
  group: { id: 'cost_report', title: 'Cost report', description: 'Costs per day (legacy).' },
  packs: ['finops'],
  samples: {},
  actions: [
    defineAction({
      id: 'cost_report_get',
      operation: 'cost_report.retrieve',
      title: 'Report costs per day (legacy)',
      keywords: ['billing', 'bill', 'spend', 'budget', 'invoice', 'cost this month', 'export'],
      description: msg`Returns costs in daily buckets, oldest first. amount is a decimal string in cents and may have a fraction: "123.45" is $1.2345. Priority tier costs are not included. Legacy: Anthropic recommends ${action('analytics_cost_list')}; this report is still right for time before 2026-01-01 and HIPAA-ready organizations. For tokens, use ${action('analytics_usage_list')}.`,
      about: msg`Returns costs per UTC day, oldest first. Priority tier costs are not included. Legacy: Anthropic recommends ${action('analytics_cost_list')}; this report is still right for time before 2026 and HIPAA-ready organizations. For tokens, use ${action('analytics_usage_list')}.`,
      route: 'GET /v1/organizations/cost_report',
      input: CostReportInput,
      example: { starting_at: '2026-11-01T00:00:00Z', limit: 7, group_by: ['workspace_id'] },
      effect: READ,
      output: 'CostReport',
      outputUnits: { amount: 'cents' },
      paging: 'report_page',
      buckets: COST_BUCKETS,
    }),
  ],
});
