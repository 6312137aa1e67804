/** A row of a response table. */
export type ResponseRow = Readonly<Record<string, unknown>>;

/** Columns that are not shown because they are the same in every row. */
const HIDDEN_COLUMNS = new Set(['type', 'object']);

/** Fields that name a row; the first one present is the first column. */
const NAMES = ['name', 'display_name', 'email', 'id'];

const MOST_COLUMNS = 9;

/** The rows of a list: the items of a field; for reports, one row per result of each bucket. */
export function rowsOf(answer: unknown, itemsField = 'data'): readonly ResponseRow[] | undefined {
  const data = isRow(answer) ? answer[itemsField] : undefined;
  if (!Array.isArray(data) || !data.every(isRow)) return undefined;
  return data.flatMap((item): readonly ResponseRow[] => {
    const { results, ...bucket } = item;
    return Array.isArray(results) && results.every(isRow)
      ? results.map((result) => ({ ...bucket, ...result }))
      : [item];
  });
}

/** The columns of a table: the name of a row first, without columns that are empty in every row. */
export function columnsOf(rows: readonly ResponseRow[]): readonly string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (name) => !HIDDEN_COLUMNS.has(name) && rows.some((row) => !isEmpty(row[name])),
  );
  const first = NAMES.filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => !first.includes(name))].slice(0, MOST_COLUMNS);
}

/** Whether a value is an object with fields. */
export const isRow = (value: unknown): value is ResponseRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** A response value on one line: the values of objects, lists with commas, an empty string for null. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ');
  if (typeof value === 'object') return Object.values(value).map(textOf).filter(Boolean).join(' ');
  return String(value);
}

/** Replaces secrets. */
const HIDDEN = '(shown once, above)';

/** A response without the secrets that are shown once, separately. */
export function withoutSecrets(data: unknown, fields: readonly string[] = []): unknown {
  if (!isRow(data)) return data;
  const present = fields.filter((field) => field in data);
  return present.length === 0
    ? data
    : { ...data, ...Object.fromEntries(present.map((field) => [field, HIDDEN])) };
}
