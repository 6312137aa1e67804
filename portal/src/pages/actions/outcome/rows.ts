/** A row of a table of an answer. */
export type Row = Readonly<Record<string, unknown>>;

/** Says nothing in a table: it is the same in every row. */
const SILENT = new Set(['type', 'object']);

/** What names a row; it comes first. */
const NAMES = ['name', 'display_name', 'email', 'id'];

const MOST_COLUMNS = 9;

/** The rows of a list: what the answer calls `data`, reports with one row for each result of each bucket. */
export function rowsOf(answer: unknown): readonly Row[] | undefined {
  const data = (answer as { readonly data?: unknown } | null)?.data;
  if (!Array.isArray(data) || !data.every(isRow)) return undefined;
  return data.flatMap((item): readonly Row[] => {
    const { results, ...bucket } = item;
    return Array.isArray(results) && results.every(isRow)
      ? results.map((result) => ({ ...bucket, ...result }))
      : [item];
  });
}

/** The columns that are worth a place: what names a row first, what is everywhere empty or the same kind not at all. */
export function columnsOf(rows: readonly Row[]): readonly string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) => !SILENT.has(name) && rows.some((row) => !isEmpty(row[name])),
  );
  const first = NAMES.filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => !first.includes(name))].slice(0, MOST_COLUMNS);
}

/** Whether a value is an object with fields. */
export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);
