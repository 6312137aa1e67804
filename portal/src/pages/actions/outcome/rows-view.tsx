import { useMemo, useState, type ReactElement } from 'react';
import { DataTable, type Column } from '../../../ui/data-table.js';
import { SearchField } from '../../../ui/search-field.js';
import { DownloadButtons } from './download-buttons.js';
import { moneyIn } from './money.js';
import styles from './outcome.module.css';
import { useReading, type Reading } from './reading.js';
import { columnsOf, fieldOf, firstColumns, widthOf, type ResponseRow } from './response-rows.js';
import { filtered, isNumeric, ordered, shownIn, totalOf, type Order } from './table-order.js';
import { TableTools } from './table-tools.js';
import { ResponseValue } from './value.js';

interface NumberedRow {
  readonly index: number;
  readonly row: ResponseRow;
}

/** Fewer rows need no search. */
const FEW_ROWS = 5;

/** Rows as a table that can be searched and sorted, with its downloads. */
export function RowsView({
  title,
  name,
  rows,
  hasTotals = true,
}: {
  readonly title: string;
  /** The name of a file with the rows. */
  readonly name: string;
  readonly rows: readonly ResponseRow[];
  /** False where the response itself has the totals, of all pages. */
  readonly hasTotals?: boolean;
}): ReactElement {
  const reading = useReading();
  const [chosen, setChosen] = useState<readonly string[]>();
  const [order, setOrder] = useState<Order>();
  const [text, setText] = useState('');
  const all = useMemo(() => columnsOf(rows, reading.groups), [rows, reading]);
  const shown = useMemo(() => {
    const wanted = chosen && all.filter((column) => chosen.includes(column));
    return wanted && wanted.length > 0 ? wanted : firstColumns(all, reading.groups);
  }, [all, chosen, reading]);
  const found = useMemo(() => {
    const shownOf = (row: ResponseRow, column: string): string => shownIn(reading, row, column);
    return ordered(filtered(rows, text, shown, shownOf), order, shownOf);
  }, [rows, text, shown, order, reading]);
  const columns = useMemo(
    () => columnsFor(shown, rows, hasTotals ? found : [], reading),
    [shown, rows, found, reading, hasTotals],
  );
  const numbered = useMemo(() => found.map((row, index): NumberedRow => ({ row, index })), [found]);
  const sort = (column: string): void =>
    setOrder({
      column,
      direction: order?.column === column && order.direction === 'ascending' ? 'descending' : 'ascending',
    });
  return (
    <>
      <TableTools all={all} shown={shown} onChange={setChosen}>
        <DownloadButtons name={name} rows={found} columns={shown} />
      </TableTools>
      {rows.length > FEW_ROWS && (
        <div className={styles.find}>
          <SearchField label="Find in these rows" value={text} onChange={setText} />
        </div>
      )}
      <p role="status" className={styles.hint}>
        {text.trim() !== '' &&
          `${found.length.toLocaleString()} of ${rows.length.toLocaleString()} rows contain this text.`}
      </p>
      <DataTable<NumberedRow>
        label={title}
        columns={columns}
        rows={numbered}
        keyOf={({ index }) => String(index)}
        order={{ column: order?.column, direction: order?.direction ?? 'ascending', onSort: sort }}
      />
    </>
  );
}

function columnsFor(
  names: readonly string[],
  rows: readonly ResponseRow[],
  found: readonly ResponseRow[],
  reading: Reading,
): readonly Column<NumberedRow>[] {
  const totals = names.map((name) => totalOf(found, name, reading));
  const hasTotals = totals.some((total) => total !== undefined);
  return names.map((name, place) => ({
    id: name,
    title: reading.labelOf(name),
    isRowHeader: place === 0,
    // The total may have more digits than each of its parts, and is in bold.
    width: Math.max(widthOf(rows, name, `${reading.labelOf(name)} ↑`), (totals[place]?.length ?? 0) + 4),
    ...(isNumeric(rows, name, reading) && { align: 'end' as const }),
    ...(hasTotals && { foot: totals[place] ?? (place === 0 ? 'Total' : '') }),
    cell: ({ row }) => <ResponseValue value={moneyIn(row, name, reading)} field={fieldOf(name)} isInCell />,
  }));
}
