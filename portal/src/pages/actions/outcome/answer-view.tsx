import type { ReactElement } from 'react';
import { DataTable } from '../../../ui/data-table.js';
import { Facts } from '../../../ui/facts.js';
import { labelOf } from '../form/labels.js';
import { columnsOf, isRow, type ResponseRow } from './response-rows.js';
import { ResponseValue } from './value.js';

interface NumberedRow {
  readonly index: number;
  readonly row: ResponseRow;
}

/** A readable response: a list as a table, an object as its fields. */
export function AnswerView({
  title,
  data,
  rows,
}: {
  readonly title: string;
  readonly data: unknown;
  /** The rows of a list. */
  readonly rows: readonly ResponseRow[] | undefined;
}): ReactElement {
  if (rows) {
    if (rows.length === 0) return <p>Nothing found.</p>;
    const [first = '', ...others] = columnsOf(rows);
    const column = (
      name: string,
    ): { id: string; title: string; cell: (row: NumberedRow) => ReactElement } => ({
      id: name,
      title: labelOf(name),
      cell: ({ row }) => <ResponseValue value={row[name]} />,
    });
    return (
      <DataTable<NumberedRow>
        label={title}
        columns={[{ ...column(first), isRowHeader: true }, ...others.map(column)]}
        rows={rows.map((row, index) => ({ row, index }))}
        keyOf={({ index }) => String(index)}
      />
    );
  }
  if (!isRow(data)) return <ResponseValue value={data} />;
  return (
    <Facts
      facts={Object.entries(data)
        .filter(([name]) => name !== 'type')
        .map(([name, value]) => [labelOf(name), <ResponseValue key={name} value={value} />] as const)}
    />
  );
}
