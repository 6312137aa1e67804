import type { Organization } from '../../state/organization.js';
import type { CostLine, CostType } from '../../usage/cost-lines.js';
import { costLines } from '../../usage/cost-lines.js';
import { Meter } from '../../usage/measure.js';
import type { Picocents } from '../../usage/prices.js';
import type { Metric, Stream } from '../../usage/stream.js';
import type { Dimension } from './dimensions.js';
import { DIMENSIONS } from './dimensions.js';
import type { GroupValues } from './usage.js';

/** One component of a cost; null where components are not told apart. */
export interface CostPart {
  readonly costType: CostType | null;
  readonly tokenType: Metric | null;
  amount: Picocents;
}

/** A stream, and the lines of cost that a report takes from it. */
export interface Plan {
  readonly meter: Meter;
  readonly lines: readonly PlannedLine[];
}

/** A line of cost with its place in the report. */
export interface PlannedLine {
  readonly line: CostLine;
  readonly key: string;
  readonly group: GroupValues;
  readonly part: Pick<CostPart, 'costType' | 'tokenType'>;
}

/** Which components of a cost are told apart. */
export interface Components {
  readonly byType: boolean;
  readonly byToken: boolean;
}

/** Sorts the costs of a stream into a report, once for all of its spans. */
export function planFor(
  organization: Organization,
  stream: Stream,
  dimensions: readonly Dimension[],
  components: Components,
): Plan {
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

/** What is not tokens has no model and no tier. */
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
