import type { Choice } from '../../ui/select.js';

/** The ranges of the page; all of them are of whole days in UTC. */
export const RANGES = [
  { id: 'month_to_date', label: 'This month', bucket: 'day' },
  { id: 'previous_month', label: 'Last month', bucket: 'day' },
  { id: 'last_7_days', label: 'Last 7 days', bucket: 'day' },
  { id: 'last_30_days', label: 'Last 30 days', bucket: 'day' },
  { id: 'last_90_days', label: 'Last 90 days', bucket: 'day' },
  { id: 'year_to_date', label: 'This year', bucket: 'week' },
] as const satisfies readonly (Choice & { readonly bucket: 'day' | 'week' })[];

/** A range of the page. */
export type Range = (typeof RANGES)[number]['id'];

/** What cost is split by. */
export const DIMENSIONS = [
  { id: 'model', label: 'Model' },
  { id: 'workspace', label: 'Workspace' },
  { id: 'api_key', label: 'API key' },
  { id: 'actor', label: 'Person or key' },
  { id: 'product', label: 'Product' },
] as const satisfies readonly Choice[];

/** A dimension of the page. */
export type Dimension = (typeof DIMENSIONS)[number]['id'];

/** The field of the question that filters by a dimension. */
export const FILTER_FIELDS: Readonly<Record<Dimension, string>> = {
  model: 'models',
  workspace: 'workspace_ids',
  api_key: 'api_key_ids',
  actor: 'actor_ids',
  product: 'products',
};

/** What the page shows; the address keeps it. */
export interface CostView {
  readonly range: Range;
  readonly by: Dimension;
  readonly filters: Readonly<Partial<Record<Dimension, string>>>;
}

const LONGEST = 200;

/** What an address asks for; what it does not say, or says wrongly, is the usual. */
export function viewIn(search: string): CostView {
  const query = new URLSearchParams(search);
  const one = <Id extends string>(choices: readonly { readonly id: Id }[], name: string): Id =>
    (choices.find(({ id }) => id === query.get(name)) ?? choices[0]!).id;
  const filters = DIMENSIONS.flatMap(({ id }) => {
    const value = query.get(id);
    return value === null || value === '' || value.length > LONGEST ? [] : [[id, value] as const];
  });
  return { range: one(RANGES, 'range'), by: one(DIMENSIONS, 'by'), filters: Object.fromEntries(filters) };
}

/** The query of an address that shows a view. */
export function searchOf({ range, by, filters }: CostView): string {
  const query = new URLSearchParams();
  if (range !== RANGES[0].id) query.set('range', range);
  if (by !== DIMENSIONS[0].id) query.set('by', by);
  for (const [name, value] of Object.entries(filters)) query.set(name, value);
  return query.size === 0 ? '' : `?${query}`;
}

/** A dimension to go on with after one was filtered: the next one that is not. */
export function nextDimension({ filters }: CostView): Dimension {
  return (DIMENSIONS.find(({ id }) => filters[id] === undefined) ?? DIMENSIONS[0]).id;
}
