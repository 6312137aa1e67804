import { useMemo, useState, type ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { DataTable, type Column } from '../../../ui/data-table.js';
import { Facts } from '../../../ui/facts.js';
import type { ActionInput } from '../catalog/action.js';
import { labelOf } from '../form/labels.js';
import { DownloadButton } from './download-button.js';
import { amountsOf, withMoney } from './money.js';
import { groupsOf } from './report-fields.js';
import { columnsOf, firstColumns, isRow, widthOf, type ResponseRow } from './response-rows.js';
import { TableTools } from './table-tools.js';
import { ResponseValue } from './value.js';

/** A readable response: a list as a table, an object as its fields. */
export function AnswerView({
  title,
  name,
  input,
  data,
  rows,
}: {
  readonly title: string;
  /** The name of a file with the response. */
  readonly name: string;
  /** The input that was sent. */
  readonly input: ActionInput;
  readonly data: unknown;
  /** The rows of a list. */
  readonly rows: readonly ResponseRow[] | undefined;
}): ReactElement {
  const amounts = amountsOf(useConnector().id);
  if (rows) {
    if (rows.length === 0) return <p>Nothing found.</p>;
    return <RowsView title={title} name={name} input={input} rows={rows} />;
  }
  const shown = withMoney(data, amounts);
  if (!isRow(shown)) return <ResponseValue value={shown} />;
  return (
    <Facts
      facts={Object.entries(shown)
        .filter(([field]) => field !== 'type')
        .map(
          ([field, value]) =>
            [labelOf(field), <ResponseValue key={field} value={value} field={field} />] as const,
        )}
    />
  );
}

interface NumberedRow {
  readonly index: number;
  readonly row: ResponseRow;
}

function RowsView({
  title,
  name,
  input,
  rows,
}: {
  readonly title: string;
  readonly name: string;
  readonly input: ActionInput;
  readonly rows: readonly ResponseRow[];
}): ReactElement {
  const { id: connector } = useConnector();
  const groups = useMemo(() => groupsOf(connector, input), [connector, input]);
  const all = useMemo(() => columnsOf(rows, groups), [rows, groups]);
  const [chosen, setChosen] = useState<readonly string[]>();
  const shown = useMemo(() => {
    const wanted = chosen && all.filter((column) => chosen.includes(column));
    return wanted && wanted.length > 0 ? wanted : firstColumns(all, groups);
  }, [all, chosen, groups]);
  const columns = useMemo(() => columnsFor(shown, rows, amountsOf(connector)), [shown, rows, connector]);
  const numbered = useMemo(() => rows.map((row, index): NumberedRow => ({ row, index })), [rows]);
  return (
    <>
      <TableTools all={all} shown={shown} onChange={setChosen}>
        <DownloadButton name={name} rows={rows} columns={shown} />
      </TableTools>
      <DataTable<NumberedRow>
        label={title}
        columns={columns}
        rows={numbered}
        keyOf={({ index }) => String(index)}
      />
    </>
  );
}

const columnsFor = (
  names: readonly string[],
  rows: readonly ResponseRow[],
  amounts: readonly string[],
): readonly Column<NumberedRow>[] =>
  names.map((name, place) => ({
    id: name,
    title: labelOf(name),
    isRowHeader: place === 0,
    width: widthOf(rows, name, labelOf(name)),
    cell: ({ row }) => <ResponseValue value={cellOf(row, name, amounts)} field={name} />,
  }));

const cellOf = (row: ResponseRow, name: string, amounts: readonly string[]): unknown =>
  (withMoney({ currency: row['currency'], [name]: row[name] }, amounts) as ResponseRow)[name];
