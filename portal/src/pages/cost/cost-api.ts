import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { invoke, type Success } from '../actions/run/invocation-api.js';
import { FILTER_FIELDS, type CostView, type Dimension } from './cost-view.js';

/** An amount of US dollars, exact. */
export interface Amount {
  readonly amount_usd: string;
}

/** A row of an answer about spend. */
export interface CostRow extends Partial<Amount> {
  readonly starting_at?: string;
  readonly group: Readonly<Partial<Record<Dimension, string>>>;
  readonly names?: Readonly<Partial<Record<Dimension, string>>>;
  readonly is_other?: boolean;
  readonly share_percent?: number;
  readonly previous?: Partial<Amount>;
  readonly change_usd?: string;
  readonly change_percent?: number;
}

/** Days in UTC, both included. */
export interface Days {
  readonly first_day: string;
  readonly last_day: string;
}

/** What every answer says of its figures. */
export interface Provenance {
  readonly summary: string;
  readonly source: string;
  readonly source_reason: string;
  readonly data_refreshed_at: string | null;
  readonly complete_until: string;
  readonly is_incomplete: boolean;
}

/** The answer of `spend_query`. */
export interface CostAnswer extends Provenance {
  readonly range: Days;
  readonly previous_range?: Days;
  readonly totals: Omit<CostRow, 'group'>;
  readonly group_count: number;
  readonly rows: readonly CostRow[];
}

/** The answer of `spend_summary`. */
export interface CostSummary extends Provenance {
  readonly month: Days;
  readonly month_to_date: Amount;
  readonly forecast: Amount & {
    readonly low: Amount;
    readonly high: Amount;
    readonly remaining_days: number;
  };
  readonly comparison?: Amount & {
    readonly days: Days;
    readonly previous_days: Days;
    readonly previous: Amount;
    readonly change_usd: string;
    readonly change_percent?: number;
  };
}

/** An answer, what is missing of it, and what it answers: while another one is on its way, the page still shows it. */
export interface Answered<Data> {
  readonly data: Data;
  readonly view?: CostView;
  readonly partial?: Success['meta']['partial'];
  readonly warnings: readonly string[];
}

const FRESH_MS = 60_000;
/** Groups with rows of their own in the table; all others are added up. */
const MOST_GROUPS = 200;

const ask = async <Data>(
  connector: string,
  action: string,
  input: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Answered<Data>> => {
  const { data, meta } = await invoke({ connector, action, input, isLookUp: true }, signal);
  return { data: data as Data, partial: meta.partial, warnings: meta.warnings ?? [] };
};

const asked = (view: CostView): Record<string, unknown> => ({
  range: view.range,
  group_by: [view.by],
  ...Object.fromEntries(
    Object.entries(view.filters).map(([dimension, value]) => [
      FILTER_FIELDS[dimension as Dimension],
      [value],
    ]),
  ),
});

/** A question about a view; the answer says which one, because another may be asked for meanwhile. */
const viewQuery = (connector: string, view: CostView, more: Readonly<Record<string, unknown>>) =>
  queryOptions({
    queryKey: ['cost', connector, view, more],
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => ({
      ...(await ask<CostAnswer>(connector, 'spend_query', { ...asked(view), limit: 1000, ...more }, signal)),
      view,
    }),
  });

/** Cost by day, week or month and by group, for the picture. */
export const costOverTime = (connector: string, view: CostView, bucket: string, series: number) =>
  viewQuery(connector, view, { bucket, top: series });

/** Cost by group, with the period before, for the table. */
export const costByGroup = (connector: string, view: CostView) =>
  viewQuery(connector, view, { top: MOST_GROUPS, compare: 'previous_period', resolve_names: true });

/** Cost of yesterday. */
export const costOfYesterday = (connector: string) =>
  queryOptions({
    queryKey: ['cost', connector, 'yesterday'],
    staleTime: FRESH_MS,
    queryFn: ({ signal }) => ask<CostAnswer>(connector, 'spend_query', { range: 'yesterday' }, signal),
  });

/** The state of this month. */
export const costSummary = (connector: string) =>
  queryOptions({
    queryKey: ['cost', connector, 'summary'],
    staleTime: FRESH_MS,
    queryFn: ({ signal }) => ask<CostSummary>(connector, 'spend_summary', {}, signal),
  });
