import type { Organization } from '../../state/organization.js';
import type { CostLine, CostType } from '../../usage/cost-lines.js';
import { costLines } from '../../usage/cost-lines.js';
import { Meter } from '../../usage/measure.js';
import type { Picocents } from '../../usage/prices.js';
import type { Metric, Stream } from '../../usage/stream.js';
import type { Dimension } from './dimensions.js';
import { DIMENSIONS } from './dimensions.js';
import type { GroupValues } from './usage.js';

/** One component of a cost; null if the report is not grouped by component. */
export interface CostPart {
  readonly costType: CostType | null;
  readonly tokenType: Metric | null;
  amount: Picocents;
}

/** A stream, and its cost lines in a report. */
export interface CostPlan {
  readonly meter: Meter;
  readonly lines: readonly PlannedLine[];
}

/** A cost line with its group and component in the report. */
export interface PlannedLine {
  readonly line: CostLine;
  readonly key: string;
  readonly group: GroupValues;
  readonly part: Pick<CostPart, 'costType' | 'tokenType'>;
}

/** The components that a report is grouped by. */
export interface Components {
  readonly byType: boolean;
  readonly byToken: boolean;
}

/** Assigns the cost lines of a stream to groups, once for all spans of a report. */
export function planFor(
  organization: Organization,
  stream: Stream,
  dimensions: readonly Dimension[],
  components: Components,
): CostPlan {
  return { meter: new Meter(stream), lines: plannedLines(organization, stream, dimensions, components) };
}

function plannedLines(
  organization: Organization,
  stream: Stream,
  dimensions: readonly Dimension[],
  { byType, byToken }: Components,
): PlannedLine[] {
  const lines = costLines([stream]).filter(({ costType }) => costType === 'tokens' || byType || !byToken);
  return lines.map((line): PlannedLine => {
    const tokens = line.costType === 'tokens';
    const group = groupOf(organization, line, dimensions);
    const costType = byType || byToken ? line.costType : null;
    return {
      line,
      group,
      key: JSON.stringify(group),
      part: { costType, tokenType: tokens && byToken ? line.metric : null },
    };
  });
}

/** Costs other than tokens have no model and no service tier. */
const OF_TOKENS: ReadonlySet<Dimension> = new Set([
  'model',
  'context_window',
  'service_tier',
  'inference_geo',
  'speed',
]);

function groupOf(
  organization: Organization,
  { stream, costType }: CostLine,
  dimensions: readonly Dimension[],
) {
  const value = (dimension: Dimension) =>
    costType !== 'tokens' && OF_TOKENS.has(dimension) ? null : DIMENSIONS[dimension](stream, organization);
  return Object.fromEntries(dimensions.map((dimension) => [dimension, value(dimension)])) as GroupValues;
}
