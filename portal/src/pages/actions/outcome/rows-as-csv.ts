import { csvFile } from '../../../csv.js';
import { decimalOf } from '../../../money.js';
import { wordsIn, type Reading } from './reading.js';
import { fieldOf, isRow, textOf, type ResponseRow } from './response-rows.js';

/**
 * Rows as a CSV file that says what the table says, with a column for each field of an object. An amount has two columns, which name their units: money
 * as it is shown, and the cents of the API.
 */
export function rowsAsCsv(rows: readonly ResponseRow[], columns: readonly string[], reading: Reading): Blob {
  const paths = columns.flatMap((name) => pathsIn(rows, [name]));
  const cells = paths.flatMap((path): readonly Cell[] => {
    const title = path.map(reading.labelOf).join(': ');
    const field = fieldOf(path.at(-1) ?? '');
    const currencies = reading.amounts.includes(field) ? currenciesOf(rows, path) : [];
    if (currencies.length === 0) {
      const named = rows.some((row) => reading.recordOf(textOf(at(row, path))) !== undefined);
      const nameIn = (row: ResponseRow): string => reading.recordOf(textOf(at(row, path)))?.name ?? '';
      return [
        ...(named ? [{ title: `${title} (name)`, value: nameIn }] : []),
        { title, value: (row) => scalarOf(at(row, path), field, reading) },
      ];
    }
    return [
      { title: `${title} (${currencies.join(', ')})`, value: (row) => decimalOf(at(row, path)) ?? null },
      { title: `${title} (cents)`, value: (row) => scalarOf(at(row, path), undefined, reading) },
    ];
  });
  return csvFile(
    cells.map(({ title }) => title),
    rows.map((row) => cells.map(({ value }) => value(row))),
  );
}

interface Cell {
  readonly title: string;
  readonly value: (row: ResponseRow) => string | number | null;
}

type Path = readonly string[];

/** The fields of a column, where it holds objects in some row; otherwise the column itself. */
function pathsIn(rows: readonly ResponseRow[], path: Path): readonly Path[] {
  const fields = new Set<string>();
  for (const row of rows) {
    const value = at(row, path);
    if (isRow(value)) for (const name of Object.keys(value)) fields.add(name);
  }
  return fields.size === 0 ? [path] : [...fields].flatMap((name) => pathsIn(rows, [...path, name]));
}

function currenciesOf(rows: readonly ResponseRow[], path: Path): readonly string[] {
  const found = rows.map((row) => at(row, [...path.slice(0, -1), 'currency']));
  return [...new Set(found.filter((currency) => typeof currency === 'string'))];
}

const at = (row: ResponseRow, path: Path): unknown =>
  path.reduce<unknown>((value, name) => (isRow(value) ? value[name] : undefined), row);

function scalarOf(value: unknown, field: string | undefined, reading: Reading): string | number | null {
  if (typeof value === 'number') return value;
  return field === undefined ? textOf(value) : wordsIn(reading, value, field);
}
