import { READ, action, defineAction, msg, defineResource, type Buckets } from '../../kit/catalog/index.js';
import { USER_ID } from '../users/users.actions.js';
import { UsageReportClaudeCodeInput, UsageReportMessagesInput } from './usage-report.inputs.js';

const MINUTE_MS = 60_000;

/** The time buckets of the report. */
export const USAGE_BUCKETS = {
  start: 'starting_at',
  end: 'ending_at',
  width: 'bucket_width',
  defaultWidth: '1d',
  rows: 'results',
  widths: {
    '1d': { ms: 24 * 60 * MINUTE_MS, cap: 31, preset: 7 },
    '1h': { ms: 60 * MINUTE_MS, cap: 168, preset: 24 },
    '1m': { ms: MINUTE_MS, cap: 1440, preset: 60 },
  },
} as const satisfies Buckets;

/** Token usage. */
export const usageReport = defineResource({
  group: {
    id: 'usage_report',
    title: 'Usage reports',
    description: 'Token usage in time buckets (legacy), and Claude Code usage per day.',
  },
  packs: ['finops'],
  samples: { account_id: USER_ID, service_account_id: 'svcacct_01NightlyExample' },
  actions: [
    defineAction({
      id: 'usage_report_messages',
      operation: 'usage_report.retrieve_messages',
      title: 'Report token usage of the Messages API (legacy)',
      keywords: ['tokens', 'usage this month', 'export'],
      description: msg`Returns token counts in time buckets of a day, an hour or a minute, oldest first, with filters and grouping. Data has a delay of about five minutes. Legacy: Anthropic recommends ${action('analytics_usage_list')}; this report is still right for 1m buckets, time before 2026-01-01 and HIPAA-ready organizations. For costs, use ${action('analytics_cost_list')}; for Claude Code, use ${action('usage_report_claude_code')}.`,
      route: 'GET /v1/organizations/usage_report/messages',
      input: UsageReportMessagesInput,
      example: { starting_at: '2026-11-01T00:00:00Z', bucket_width: '1d', limit: 7, group_by: ['model'] },
      effect: READ,
      output: 'MessagesUsageReport',
      paging: 'report_page',
      buckets: USAGE_BUCKETS,
    }),
    defineAction({
      id: 'usage_report_claude_code',
      operation: 'usage_report.retrieve_claude_code',
      title: 'Report Claude Code usage per day',
      description:
        'Returns one record per actor (person or API key), terminal and UTC day, of one day or a range of days, oldest first: sessions, lines, commits, tool decisions, tokens and estimated cost (a number of cents). Data from the last hour is not included.',
      about:
        'Returns one record per actor (person or API key), terminal and UTC day, of one day or a range of days, oldest first: sessions, lines, commits, tool decisions, tokens and estimated cost. Data from the last hour is not included.',
      route: 'GET /v1/organizations/usage_report/claude_code',
      input: UsageReportClaudeCodeInput,
      example: { starting_at: '2026-11-01', limit: 20 },
      effect: READ,
      output: 'ClaudeCodeUsageReport',
      outputUnits: { amount: 'cents' },
      paging: 'report_page',
      windows: { start: 'starting_at', end: 'ending_at', time: 'date', preset: 20 },
    }),
  ],
});
