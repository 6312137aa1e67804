import { csvCell } from '../security/csv-cell.js';
import type { ExportRow, ExportTable, SpendFormat } from './table.js';

/** Writes the rows of a table as lines. */
export interface Lines {
  /** What the file begins with. */
  readonly header: string;
  line(row: ExportRow): string;
}

/** The lines of a form of file; those of Parquet are what it is made of. */
export const linesOf = (table: ExportTable, format: SpendFormat): Lines =>
  format === 'ndjson' || format === 'parquet' ? NDJSON : csvLines(table);

const NDJSON: Lines = { header: '', line: (row) => `${JSON.stringify(row)}\n` };

function csvLines({ columns }: ExportTable): Lines {
  return {
    header: `${columns.map(([name]) => name).join(',')}\r\n`,
    line: (row) => `${columns.map(([name, kind]) => field(row[name] ?? null, kind)).join(',')}\r\n`,
  };
}

/** A number is no formula, also where it is negative. An empty field is null. */
const field = (value: string | number | null, kind: string): string => {
  if (value === null) return '';
  return kind === 'text' ? csvCell(String(value)) : String(value);
};
