/** What somebody looks for; an empty text is no condition. */
export interface Filters {
  readonly action: string;
  readonly actor: string;
  /** `ok` or an error code. */
  readonly code: string;
  /** Days as `2026-11-24`, in the reader's own time zone, both included. */
  readonly from: string;
  readonly until: string;
}

/** Everything. */
export const NO_FILTERS: Filters = { action: '', actor: '', code: '', from: '', until: '' };

/** Whether anything is left out. */
export const isFiltered = (filters: Filters): boolean => Object.values(filters).some((value) => value !== '');

/** The filters as the query of a URL, with what else it asks for. */
export function queryOf(filters: Filters, more: Readonly<Record<string, string | undefined>> = {}): string {
  const { from, until, ...exact } = filters;
  const wanted = { ...exact, from: midnight(from, 0), until: midnight(until, 1), ...more };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined && value.trim() !== '') query.set(name, value.trim());
  }
  return query.toString();
}

/** The moment at which a day begins here, or one some days later. */
function midnight(day: string, later: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const moment = new Date(year, month - 1, date + later);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
