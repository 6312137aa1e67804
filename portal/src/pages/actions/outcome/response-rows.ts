/** A row of a response table. */
export type ResponseRow = Readonly<Record<string, unknown>>;

/** Columns that are not shown because they are the same in every row. */
const HIDDEN_COLUMNS = new Set(['type', 'object']);

/** Fields that name a row; the first one present is the first column. */
const NAMES = ['name', 'display_name', 'email', 'id'];

const FIRST_COLUMNS = 9;
/** Of so few rows, what is the same in all of them is no less telling. */
const FEW = 2;
/** The span of time that a row of a report belongs to. */
const TIMES = ['starting_at', 'ending_at'];
/** Columns of amounts and times that are shown beside those of the groups. */
const FEWEST_OTHERS = 4;

/**
 * The rows of a list: the items of a field; for reports, one row per result of each bucket, with the fields of its objects. An
 * object of counts becomes a field for each of them, such as `core_metrics.num_sessions`.
 */
export function rowsOf(answer: unknown, itemsField = 'data'): readonly ResponseRow[] | undefined {
  const data = isRow(answer) ? answer[itemsField] : undefined;
  if (!Array.isArray(data) || !data.every(isRow)) return undefined;
  return data.flatMap((item): readonly ResponseRow[] => {
    const { results, ...bucket } = item;
    if (Array.isArray(results) && results.every(isRow))
      return results.map((result) => withCounts({ ...bucket, ...result }));
    return [withCounts(isRow(item[GROUP]) && isReported(item) ? flat(item) : item)];
  });
}

function withCounts(row: ResponseRow): ResponseRow {
  const entries = Object.entries(row);
  if (!entries.some(([, value]) => isCounts(value))) return row;
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (isCounts(value) ? countsIn(value, name) : [[name, value]])),
  );
}

/** Whether a value is an object that holds nothing but numbers, at any depth. */
const isCounts = (value: unknown): value is ResponseRow => {
  const inner = isRow(value) ? Object.values(value) : [];
  return inner.length > 0 && inner.every((one) => typeof one === 'number' || isCounts(one));
};

const countsIn = (counts: ResponseRow, parent: string): [string, unknown][] =>
  Object.entries(counts).flatMap(([name, value]) =>
    isRow(value) ? countsIn(value, `${parent}.${name}`) : [[`${parent}.${name}`, value]],
  );

/** The field that a column holds: the last part of the path of one in an object. */
export const fieldOf = (column: string): string => column.slice(column.lastIndexOf('.') + 1);

/** A row, or some of its fields, with its counts in objects again, as the API has them. */
export function asInApi(row: ResponseRow): ResponseRow {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(row)) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let inside = whole;
    for (const name of names) inside = (inside[name] ??= {}) as Record<string, unknown>;
    inside[last] = value;
  }
  return whole;
}

/** The field in which some reports hold the dimensions of a row; what they measure is in objects beside it. */
const GROUP = 'group';

/** Whether a row is one of a report: it belongs to a span of time. */
export const isReported = (row: ResponseRow): boolean => 'starting_at' in row && 'ending_at' in row;

const flat = (item: ResponseRow): ResponseRow =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) => (isRow(value) ? Object.entries(value) : [[name, value]])),
  );

/**
 * The columns of a table: those in `groups`, which tell the rows of a report apart, then the name of a row, then all others,
 * without those that are empty in every row. What is the same in every row comes last.
 */
export function columnsOf(rows: readonly ResponseRow[], groups: readonly string[] = []): readonly string[] {
  const present = new Set<string>();
  const filled = new Set<string>();
  for (const row of rows) {
    for (const name of Object.keys(row)) {
      present.add(name);
      if (!filled.has(name) && !isEmpty(row[name])) filled.add(name);
    }
  }
  const isSame = (name: string): boolean =>
    rows.length > FEW && rows.every((row) => row[name] === rows[0]?.[name]);
  const isTime = (name: string): boolean =>
    rows[0] !== undefined && isReported(rows[0]) && TIMES.includes(name);
  const names = [...present].filter((name) => !HIDDEN_COLUMNS.has(name));
  const others = names.filter((name) => filled.has(name));
  return [
    ...new Set([
      ...groups.filter((name) => names.includes(name)),
      ...NAMES.filter((name) => others.includes(name)),
      ...others.filter((name) => isTime(name) || !isSame(name)),
      ...others,
    ]),
  ];
}

/** The columns that are shown unless others are chosen. */
export function firstColumns(columns: readonly string[], groups: readonly string[]): readonly string[] {
  const grouped = columns.filter((name) => groups.includes(name)).length;
  return columns.slice(0, Math.max(FIRST_COLUMNS, grouped + FEWEST_OTHERS));
}

const SAMPLED_ROWS = 1_000;
const WIDEST = 44;

const LONG_HEADING = 14;

/** The width of a heading, which takes two lines if it is long. */
const headingWidth = (title: string): number =>
  title.length <= LONG_HEADING
    ? title.length
    : Math.max(
        LONG_HEADING,
        Math.ceil(title.length / 2) + 2,
        ...title.split(' ').map(({ length }) => length),
      );

/** The width of a column in characters, by the values of evenly spread rows. */
export function widthOf(rows: readonly ResponseRow[], name: string, title: string): number {
  const step = Math.ceil(rows.length / SAMPLED_ROWS);
  let width = headingWidth(title) + 2;
  for (let index = 0; index < rows.length; index += step) {
    width = Math.max(width, lineOf(rows[index]?.[name]) + 2);
  }
  return Math.min(width, WIDEST);
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T/;
/** Of `Sep 30, 2026, 10:00 AM GMT+13`. */
const MOMENT_WIDTH = 30;

/** The length of the longest line of a value as it is shown: each field of an object has a line. */
function lineOf(value: unknown): number {
  if (isRow(value))
    return Math.max(0, ...Object.entries(value).map(([name, one]) => name.length + 2 + lineOf(one)));
  const text = textOf(value);
  return MOMENT.test(text) ? MOMENT_WIDTH : text.length;
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
