import { boundary } from '../clock.js';
import type { ClaudeCodeDay, ModelUse } from '../rules/claude-code-report.js';
import type { Organization } from '../state/organization.js';
import { unitPrice, wholeCents } from '../usage/prices.js';
import type { Stream } from '../usage/stream.js';
import { INDEX, METRICS } from '../usage/stream.js';

const sum = (models: readonly ModelUse[], metric: (typeof METRICS)[number]): number =>
  models.reduce((total, { amounts }) => total + (amounts[INDEX[metric]] as number), 0);

/** Serializes a record of Claude Code (`ClaudeCodeUsageRecord`); the other metrics are derived from the tokens. */
export function claudeCodeRecord(organization: Organization, { day, stream, models }: ClaudeCodeDay): object {
  const output = sum(models, 'output_tokens');
  const requests = sum(models, 'requests');
  return {
    date: boundary(day),
    actor: actorOf(organization, stream),
    organization_id: organization.id,
    ...customerOf(organization, stream),
    terminal_type: stream.terminal ?? 'unknown',
    is_remote: stream.remote,
    core_metrics: {
      num_sessions: Math.ceil(requests / 45),
      lines_of_code: { added: Math.floor(output / 95), removed: Math.floor(output / 260) },
      commits_by_claude_code: Math.floor(requests / 30),
      pull_requests_by_claude_code: Math.floor(requests / 110),
    },
    tool_actions: toolActions(requests),
    model_breakdown: models.map(breakdown),
  };
}

/** Users without an API key have a subscription. */
function customerOf({ settings }: Organization, { api_key_id: key }: Stream): object {
  const subscribed = settings.kind === 'enterprise' && key === null;
  return subscribed
    ? { customer_type: 'subscription', subscription_type: 'enterprise' }
    : { customer_type: 'api', subscription_type: null };
}

function actorOf({ members, apiKeys }: Organization, { account_id, api_key_id }: Stream): object {
  const member = members.get(account_id ?? '');
  if (member) return { type: 'user_actor', email_address: member.email };
  return { type: 'api_actor', api_key_name: apiKeys.get(api_key_id ?? '')?.name ?? 'unknown' };
}

function toolActions(requests: number): object {
  const action = (accepted: number, rejected: number): object => ({
    accepted: Math.floor(requests / accepted),
    rejected: Math.floor(requests / rejected),
  });
  return {
    edit_tool: action(4, 31),
    multi_edit_tool: action(19, 120),
    write_tool: action(11, 75),
    notebook_edit_tool: action(90, 400),
  };
}

function breakdown({ stream, amounts }: ModelUse): object {
  const of = (metric: (typeof METRICS)[number]): number => amounts[INDEX[metric]] as number;
  const cost = METRICS.reduce((total, metric) => total + BigInt(of(metric)) * unitPrice(stream, metric), 0n);
  return {
    model: stream.model,
    tokens: {
      input: of('uncached_input_tokens'),
      output: of('output_tokens'),
      cache_read: of('cache_read_input_tokens'),
      cache_creation:
        of('cache_creation.ephemeral_5m_input_tokens') + of('cache_creation.ephemeral_1h_input_tokens'),
    },
    estimated_cost: { currency: 'USD', amount: Number(wholeCents(cost)) },
  };
}
