import type { Organization } from '../state/organization.js';
import type { Pager } from '../state/pager.js';
import type { CostLine } from '../usage/cost-lines.js';
import { costLines, costsOf } from '../usage/cost-lines.js';
import type { Picocents } from '../usage/prices.js';
import type { ReportPage } from './report-window.js';
import { DATA_DELAY, bucketPage } from './report-window.js';

/** The `group_by[]` dimensions of the cost report. */
export const COST_DIMENSIONS = ['description', 'workspace_id'] as const;

/** The query of `cost_report.retrieve`, with times in epoch milliseconds. */
export interface CostQuery {
  readonly starting_at: number;
  readonly ending_at?: number | undefined;
  readonly limit: number;
  readonly 'group_by[]'?: readonly (typeof COST_DIMENSIONS)[number][] | undefined;
}

/** The cost of one group; `line` represents the group if the report is grouped by description. */
export interface CostSum {
  readonly line: CostLine | null;
  readonly workspaceId: string | null;
  readonly amount: Picocents;
}

/** The cost of one day by group. */
export interface CostBucket {
  readonly from: number;
  readonly to: number;
  readonly results: readonly CostSum[];
}

/**
 * Reports the cost of each day: its usage times the prices (cost_report.retrieve).
 *
 * @throws ApiError 400 for an invalid window.
 */
export function costReport<W>(
  organization: Organization,
  query: CostQuery,
  pager: Pager,
  now: number,
  wire: (bucket: CostBucket) => W,
): ReportPage<W> {
  const byLine = query['group_by[]']?.includes('description') ?? false;
  const byWorkspace = query['group_by[]']?.includes('workspace_id') ?? false;
  const lines = costLines(organization.streams);
  const keys = lines.map(
    (line) => `${byLine ? traits(line) : ''}|${byWorkspace ? line.stream.workspace_id : ''}`,
  );
  const window = {
    startingAt: query.starting_at,
    endingAt: query.ending_at,
    width: '1d',
    limit: query.limit,
  } as const;
  return bucketPage(window, pager, now, (from, to) => {
    const sums = new Map<string, CostSum>();
    costsOf(lines, from, Math.min(to, now - DATA_DELAY)).forEach((cost, index) => {
      if (cost === 0n) return;
      const line = lines[index] as CostLine;
      const key = keys[index] as string;
      const workspaceId = byWorkspace ? line.stream.workspace_id : null;
      const amount = cost + (sums.get(key)?.amount ?? 0n);
      sums.set(key, { line: byLine ? line : null, workspaceId, amount });
    });
    return wire({ from, to, results: [...sums.values()] });
  });
}

/** The key of a description; only token costs have a model and an inference geo. */
function traits({ stream, costType, description }: CostLine): string {
  return costType === 'tokens' ? `${description}|${stream.inference_geo}` : description;
}
