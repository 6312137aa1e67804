/** The filters of the activity; an empty string means no filter. */
export interface AuditFilters {
  /** Words of the action or event. */
  readonly action: string;
  /** A part of the actor; in quotation marks all of it. */
  readonly actor: string;
  /** `ok`, an error code, or `open`. */
  readonly code: string;
  /** `actual`, `dry_run`, `repeat` or `look_up`. */
  readonly run: string;
  /** Dates (`2026-11-24`) in the user's time zone, inclusive. */
  readonly from: string;
  readonly until: string;
}

/** No filters. */
export const NO_FILTERS: AuditFilters = { action: '', actor: '', code: '', run: '', from: '', until: '' };

const NAMES = Object.keys(NO_FILTERS) as readonly (keyof AuditFilters)[];

/** The filters in the query of an address; what is not there is no filter. */
export function filtersIn(search: string): AuditFilters {
  const query = new URLSearchParams(search);
  const entries = NAMES.map((name) => [name, query.get(name) ?? ''] as const);
  return { ...NO_FILTERS, ...Object.fromEntries(entries) };
}

/** The query of an address with these filters; an empty string without any. */
export function searchOf(filters: AuditFilters): string {
  const query = new URLSearchParams(
    NAMES.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]])),
  );
  return query.size === 0 ? '' : `?${query}`;
}

/** Whether any filter is set. */
export const isFiltered = (filters: AuditFilters): boolean =>
  Object.values(filters).some((value) => value !== '');

/** Formats filters, with ids in place of the words of the action, and further parameters as a query string. */
export function queryOf(
  filters: AuditFilters,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const { from, until, actor, ...exact } = filters;
  const whole = /^"(.+)"$/.exec(actor.trim())?.[1];
  const who = whole === undefined ? { actor_part: actor } : { actor: whole };
  const wanted = { ...exact, ...who, from: midnight(from, 0), until: midnight(until, 1), ...more };
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
