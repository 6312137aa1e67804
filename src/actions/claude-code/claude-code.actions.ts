import { READ, action, defineComposedAction, defineResource, msg } from '../../kit/catalog/index.js';
import { ClaudeCodeSummaryInput } from './claude-code.inputs.js';
import { ClaudeCodeSummary } from './claude-code.outputs.js';
import { claudeCodeSummary } from './claude-code-summary.js';

/** Questions about the use of Claude Code. */
export const claudeCode = defineResource({
  group: {
    id: 'claude_code',
    title: 'Claude Code',
    description: 'Who uses Claude Code, how much, and who does not.',
  },
  packs: ['finops'],
  samples: {},
  actions: [
    defineComposedAction({
      id: 'claude_code_summary',
      title: 'Summarize Claude Code by person',
      keywords: ['seats', 'adoption', 'licenses', 'productivity', 'developers', 'idle'],
      description: msg`Answers who used Claude Code in a range of days, and who did not: per person sessions, lines, commits, accepted edits, tokens and the estimated cost, with totals and a sentence that sums up. Set show to "idle" for members whose role includes Claude Code and who did not use it in the range. Costs are estimates by the API, in cents and dollars; for what is charged, use ${action('analytics_cost_list')} with the product claude_code. For single records, use ${action('usage_report_claude_code')}.`,
      about: msg`Shows who used Claude Code in a range of days, and who did not: per person sessions, lines, commits, accepted edits, tokens and the estimated cost, with totals. For what is charged, use ${action('analytics_cost_list')}; for single records, ${action('usage_report_claude_code')}.`,
      input: ClaudeCodeSummaryInput,
      example: { range: 'last_30_days', limit: 20 },
      effect: READ,
      output: ClaudeCodeSummary,
      itemsField: 'rows',
      paging: 'page_cursor',
      outputUnits: { amount: 'cents', amount_usd: 'dollars' },
      handler: claudeCodeSummary,
    }),
  ],
});
