/** The filters of the activity; an empty string means no filter. */
export interface AuditFilters {
  readonly action: string;
  readonly actor: string;
  /** `ok` or an error code. */
  readonly code: string;
  /** Dates (`2026-11-24`) in the user's time zone, inclusive. */
  readonly from: string;
  readonly until: string;
}

/** No filters. */
export const NO_FILTERS: AuditFilters = { action: '', actor: '', code: '', from: '', until: '' };

/** Whether any filter is set. */
export const isFiltered = (filters: AuditFilters): boolean =>
  Object.values(filters).some((value) => value !== '');

/** Formats the filters and further parameters as a query string. */
export function queryOf(
  filters: AuditFilters,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const { from, until, ...exact } = filters;
  const wanted = { ...exact, from: midnight(from, 0), until: midnight(until, 1), ...more };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined && value.trim() !== '') query.set(name, value.trim());
  }
  return query.toString();
}

/** The start of a date in the user's time zone, plus a number of days. */
function midnight(day: string, later: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const moment = new Date(year, month - 1, date + later);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
