import { ActionRefusal, type ActionSteps } from '../../kit/catalog/index.js';
import {
  FILTERED,
  FILTERS,
  REPORT_FIELD,
  type SpendDimension,
  type SpendFact,
  type SpendFilters,
} from '../../reports/dimensions.js';
import { timeText } from '../../reports/spend-range.js';
import type {
  CostReportTimeBucket,
  MessagesUsageReportTimeBucket,
  Workspace,
} from '../api-types.generated.js';
import { splitByTokens } from './analytics-source.js';
import { allOf, type FactsAsked, type FactsRead } from './facts-asked.js';
import { amountIn, countIn, fromRows, timeIn } from './report-rows.js';

/** What each report can be grouped by. */
const OF_COST: readonly SpendDimension[] = [
  'model',
  'workspace',
  'token_type',
  'cost_type',
  'service_tier',
  'inference_geo',
  'context_window',
];
const OF_USAGE: readonly SpendDimension[] = [
  'model',
  'workspace',
  'api_key',
  'actor',
  'token_type',
  'cost_type',
  'service_tier',
  'inference_geo',
  'context_window',
  'speed',
];

/** What of a question the older reports do not have; undefined where they have all of it. */
export function lackOfLegacy({ dimensions, filters, ...asked }: FactsAsked): string | undefined {
  if (asked.listCost) return 'list_cost';
  if (asked.requests) return 'requests';
  if (asked.cost && asked.bucket === 'hour') return 'costs by the hour';
  const needed = neededBy(dimensions, filters);
  const missing = needed.find(
    (name) => (asked.cost && !OF_COST.includes(name)) || (asked.usage && !OF_USAGE.includes(name)),
  );
  if (missing !== undefined) return `${missing} of ${asked.cost ? 'costs' : 'usage'}`;
  if (asked.usage && usageFields(needed).length > 5) return 'more than five groups and filters';
  return undefined;
}

/** Reads facts from the older reports, which have less to group by; their rows are filtered here. */
export async function readLegacy(steps: ActionSteps, asked: FactsAsked): Promise<Omit<FactsRead, 'why'>> {
  const { filters, dimensions, range } = asked;
  const needed = neededBy(dimensions, filters);
  const window = { starting_at: timeText(range.from), ending_at: timeText(range.until) };
  const [passes, lists] = await Promise.all([
    passing(steps, filters),
    allOf([
      ...(asked.cost ? [costs(steps, window, needed)] : []),
      ...(asked.usage ? [usage(steps, window, needed, asked)] : []),
    ]),
  ]);
  const facts = lists.flatMap((list) => list.facts.filter((fact) => passes(fact)));
  const cut = lists.find((list) => list.cut)?.cut;
  return { facts, source: 'legacy', ...(cut ? { cut } : {}) };
}

/** The refusal of a question that the older reports cannot answer. */
export const legacyRefusal = (lack: string, why: string, fix: string): ActionRefusal =>
  new ActionRefusal(`The legacy reports have no ${lack}, and only they have this: ${why}`, fix);

const neededBy = (dimensions: readonly SpendDimension[], filters: SpendFilters): SpendDimension[] => [
  ...new Set([
    ...dimensions,
    ...FILTERS.filter((name) => filters[name] !== undefined).map((name) => FILTERED[name]),
  ]),
];

type Read = Pick<FactsRead, 'facts' | 'cut'>;
type Window = Readonly<Record<'starting_at' | 'ending_at', string>>;

async function costs(steps: ActionSteps, window: Window, needed: readonly SpendDimension[]): Promise<Read> {
  const byDescription = needed.some((name) => name !== 'workspace');
  const groupBy = [
    ...(byDescription ? ['description'] : []),
    ...(needed.includes('workspace') ? ['workspace_id'] : []),
  ];
  const { items, cut } = await steps.list<CostReportTimeBucket>('cost_report_get', {
    ...window,
    ...(groupBy.length > 0 ? { group_by: groupBy } : {}),
  });
  const facts = fromRows('cost_report_get', items, ({ starting_at, results }) =>
    results.map((row): SpendFact => ({
      at: timeIn(starting_at),
      group: groupOf(row, needed),
      amount: amountIn(row.amount, row.currency),
    })),
  );
  return { facts, ...(cut ? { cut } : {}) };
}

async function usage(
  steps: ActionSteps,
  window: Window,
  needed: readonly SpendDimension[],
  { bucket, dimensions }: FactsAsked,
): Promise<Read> {
  const groupBy = usageFields(needed);
  const { items, cut } = await steps.list<MessagesUsageReportTimeBucket>('usage_report_messages', {
    ...window,
    bucket_width: bucket === 'hour' ? '1h' : '1d',
    ...(groupBy.length > 0 ? { group_by: groupBy } : {}),
  });
  const facts = fromRows('usage_report_messages', items, ({ starting_at, results }) =>
    results.flatMap((row) => {
      const fact: SpendFact = {
        at: timeIn(starting_at),
        group: groupOf(row, needed),
        tokens: {
          uncached_input_tokens: countIn(row.uncached_input_tokens),
          cache_read_input_tokens: countIn(row.cache_read_input_tokens),
          'cache_creation.ephemeral_5m_input_tokens': countIn(row.cache_creation.ephemeral_5m_input_tokens),
          'cache_creation.ephemeral_1h_input_tokens': countIn(row.cache_creation.ephemeral_1h_input_tokens),
          output_tokens: countIn(row.output_tokens),
        },
      };
      return splitByTokens(fact, dimensions);
    }),
  );
  return { facts, ...(cut ? { cut } : {}) };
}

/** A person and a service account are fields of their own. */
const usageFields = (needed: readonly SpendDimension[]): string[] =>
  needed.flatMap((name) => {
    if (name === 'token_type' || name === 'cost_type') return [];
    return name === 'actor' ? ['account_id', 'service_account_id'] : [REPORT_FIELD[name]];
  });

/** What null means where these reports are grouped by a field. */
const NULLS: Readonly<Partial<Record<SpendDimension, string>>> = {
  workspace: 'default_workspace',
  api_key: 'console',
};

function groupOf(row: object, needed: readonly SpendDimension[]): SpendFact['group'] {
  const fields = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    needed.map((name) => {
      const value =
        name === 'actor'
          ? (fields['account_id'] ?? fields['service_account_id'])
          : fields[REPORT_FIELD[name]];
      return [name, typeof value === 'string' ? value : (NULLS[name] ?? 'unattributed')];
    }),
  );
}

/** The rows that pass all filters. The default workspace has an id, by which these reports do not name it. */
async function passing(steps: ActionSteps, filters: SpendFilters): Promise<(fact: SpendFact) => boolean> {
  const sets = FILTERS.flatMap((name) => {
    const wanted = filters[name];
    return wanted ? [[FILTERED[name], new Set(wanted)] as const] : [];
  });
  const workspaces = sets.find(([name]) => name === 'workspace')?.[1];
  if (workspaces) {
    const { items } = await steps.list<Workspace>('workspaces_list', {
      ids: [...workspaces],
      include_archived: true,
      include_default: true,
    });
    if (items.some(({ id, name }) => workspaces.has(id) && name === DEFAULT_WORKSPACE))
      workspaces.add('default_workspace');
  }
  return ({ group }) => sets.every(([name, wanted]) => wanted.has(group[name] ?? ''));
}

/** Its name cannot be changed. */
const DEFAULT_WORKSPACE = 'Default';
