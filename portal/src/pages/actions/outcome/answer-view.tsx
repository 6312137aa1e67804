import type { ReactElement } from 'react';
import { DataTable } from '../../../ui/data-table.js';
import { Facts } from '../../../ui/facts.js';
import { labelOf } from '../form/labels.js';
import { columnsOf, isRow, rowsOf, type Row } from './rows.js';
import { Value } from './value.js';

interface NumberedRow {
  readonly index: number;
  readonly row: Row;
}

/** An answer as people read it: a list as a table, an object by its fields. */
export function AnswerView({
  title,
  data,
}: {
  readonly title: string;
  readonly data: unknown;
}): ReactElement {
  const rows = rowsOf(data);
  if (rows) {
    if (rows.length === 0) return <p>The list is empty.</p>;
    const [first = '', ...others] = columnsOf(rows);
    const column = (
      name: string,
    ): { id: string; title: string; cell: (row: NumberedRow) => ReactElement } => ({
      id: name,
      title: labelOf(name),
      cell: ({ row }) => <Value value={row[name]} />,
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
  if (!isRow(data)) return <Value value={data} />;
  return (
    <Facts
      facts={Object.entries(data)
        .filter(([name]) => name !== 'type')
        .map(([name, value]) => [labelOf(name), <Value key={name} value={value} />] as const)}
    />
  );
}
