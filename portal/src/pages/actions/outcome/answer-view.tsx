import type { ReactElement } from 'react';
import { DataTable } from '../../../ui/data-table.js';
import { Facts } from '../../../ui/facts.js';
import { labelOf } from '../form/labels.js';
import { useConnector } from '../../../session/connector-context.js';
import { amountsOf, withMoney } from './money.js';
import { columnsOf, isRow, type ResponseRow } from './response-rows.js';
import { ResponseValue } from './value.js';

interface NumberedRow {
  readonly index: number;
  readonly row: ResponseRow;
}

/** A readable response: a list as a table, an object as its fields. */
export function AnswerView({
  title,
  data: given,
  rows: givenRows,
}: {
  readonly title: string;
  readonly data: unknown;
  /** The rows of a list. */
  readonly rows: readonly ResponseRow[] | undefined;
}): ReactElement {
  const amounts = amountsOf(useConnector().id);
  const data = withMoney(given, amounts);
  const rows = givenRows?.map((row) => withMoney(row, amounts) as ResponseRow);
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
