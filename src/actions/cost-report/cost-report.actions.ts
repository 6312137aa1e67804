import { defineAction } from '../define-action.js';
import { READ } from '../effects.js';
import { CostReportInput } from './cost-report.inputs.js';

/** The API's own cap on the buckets of one page. */
export const COST_BUCKET_CAPS = { '1d': 31 } as const;

/** Money spent. */
export const costReportActions = [
  defineAction({
    id: 'cost_report_get',
    operation: 'cost_report.retrieve',
    title: 'Report costs by the day',
    description:
      'Returns what was spent, in daily buckets, oldest first. amount is a decimal string in cents and may have fractions: "123.45" is $1.2345. Costs of the priority tier are not in it. For tokens use usage_report_messages.',
    route: 'GET /v1/organizations/cost_report',
    input: CostReportInput,
    example: { starting_at: '2026-11-01T00:00:00Z', limit: 7, group_by: ['workspace_id'] },
    effect: READ,
    output: 'CostReport',
    paging: 'report_page',
    bucketCaps: COST_BUCKET_CAPS,
  }),
] as const;
