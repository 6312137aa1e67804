import { fallback, optional } from '../check/field.js';
import { integerText, oneOf, text } from '../check/scalars.js';
import { listOf } from '../check/shapes.js';
import { date, dateTime } from '../check/times.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { claudeCodeUsage } from '../rules/claude-code-report.js';
import { COST_DIMENSIONS, costReport } from '../rules/cost-report.js';
import { BUCKET_WIDTHS } from '../rules/report-window.js';
import { USAGE_DIMENSIONS, messagesUsage } from '../rules/usage-report.js';
import { claudeCodeRecord } from '../wire/claude-code-report.js';
import { costBucket } from '../wire/cost-report.js';
import { usageBucket } from '../wire/usage-report.js';

const names = optional(listOf(text()));
const WINDOW = { starting_at: dateTime, ending_at: optional(dateTime), page: optional(text()) };

/** The usage and cost reports. */
export const REPORT_ROUTES: readonly Route[] = [
  route(
    'usage_report.retrieve_messages',
    'GET /v1/organizations/usage_report/messages',
    {
      report: true,
      query: {
        ...WINDOW,
        bucket_width: fallback(oneOf(BUCKET_WIDTHS), '1d'),
        limit: optional(integerText({ min: 1 })),
        'group_by[]': optional(listOf(oneOf(USAGE_DIMENSIONS))),
        'account_ids[]': names,
        'api_key_ids[]': names,
        'context_window[]': optional(listOf(oneOf(['0-200k', '200k-1M']))),
        'inference_geos[]': optional(listOf(oneOf(['global', 'not_available', 'us']))),
        'models[]': names,
        'service_account_ids[]': names,
        'service_tiers[]': optional(
          listOf(oneOf(['batch', 'flex', 'flex_discount', 'priority', 'priority_on_demand', 'standard'])),
        ),
        'speeds[]': optional(listOf(oneOf(['fast', 'standard']))),
        'workspace_ids[]': names,
      },
    },
    ({ organization, query, pager, now }) => messagesUsage(organization, query, pager, now, usageBucket),
  ),
  route(
    'usage_report.retrieve_claude_code',
    'GET /v1/organizations/usage_report/claude_code',
    {
      report: true,
      query: {
        starting_at: date,
        limit: fallback(integerText({ min: 1, max: 1_000 }), 20),
        page: optional(text()),
      },
    },
    ({ organization, query, pager, now }) =>
      claudeCodeUsage(organization, query, pager, now, (record) => claudeCodeRecord(organization, record)),
  ),
  route(
    'cost_report.retrieve',
    'GET /v1/organizations/cost_report',
    {
      report: true,
      query: {
        ...WINDOW,
        bucket_width: fallback(oneOf(['1d']), '1d'),
        limit: fallback(integerText({ min: 1, max: 31 }), 7),
        'group_by[]': optional(listOf(oneOf(COST_DIMENSIONS))),
      },
    },
    ({ organization, query, pager, now }) => costReport(organization, query, pager, now, costBucket),
  ),
];
