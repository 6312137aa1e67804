import { boundary } from '../clock.js';
import type { CostBucket, CostSum } from '../rules/cost-report.js';
import { centsText } from '../usage/prices.js';

/** Serializes a day of the cost report (`CostReportTimeBucket`). */
export function costBucket({ from, to, results }: CostBucket): object {
  return { starting_at: boundary(from), ending_at: boundary(to), results: results.map(costItem) };
}

/** Serializes a row (`CostReportItem`); grouping by description sets the fields other than amount and workspace. */
function costItem({ line, workspaceId, amount }: CostSum): object {
  const tokens = line?.costType === 'tokens' ? line : null;
  return {
    currency: 'USD',
    amount: centsText(amount),
    workspace_id: workspaceId,
    description: line?.description ?? null,
    cost_type: line?.costType ?? null,
    context_window: tokens?.stream.context_window ?? null,
    model: tokens?.stream.model ?? null,
    service_tier: tokens?.stream.service_tier ?? null,
    token_type: tokens?.metric ?? null,
    inference_geo: tokens?.stream.inference_geo ?? null,
  };
}
