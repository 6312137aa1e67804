import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactElement, type ReactNode, type Ref } from 'react';
import { classNames } from './class-names.js';
import styles from './data-table.module.css';

/** A column: its heading and its cells. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** The cell that names its row. */
  readonly isRowHeader?: boolean;
  readonly align?: 'end';
  /** Its width in characters; a table of such columns is as wide as they are, and rows out of sight do not change it. */
  readonly width?: number;
  /** What its foot shows, such as a sum. */
  readonly foot?: ReactNode;
}

/** The order of a table that can be sorted. */
export interface TableOrder {
  readonly column: string | undefined;
  readonly direction: 'ascending' | 'descending';
  readonly onSort: (column: string) => void;
}

/** More rows than this scroll inside the table, which then holds only those in sight. */
const MANY_ROWS = 100;
const ROW_HEIGHT = 37;
const ARROWS = { ascending: ' ↑', descending: ' ↓' };
const SPARE_ROWS = 10;

/** A table that scrolls horizontally if it is too wide, and vertically if it is long. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  order,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Missing where the rows have an order of their own. */
  readonly order?: TableOrder;
}): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const isLong = rows.length > MANY_ROWS;
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isLong,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: SPARE_ROWS,
  });
  const isSized = columns.every(({ width }) => width !== undefined);
  const items = virtual.getVirtualItems();
  const shown = isLong ? items.map(({ index }) => index) : rows.map((_, index) => index);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div
      ref={frame}
      className={classNames(styles.frame, isLong && styles.long)}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table
        className={classNames(styles.table, isSized && styles.sized)}
        aria-rowcount={isLong ? rows.length + 1 : undefined}
      >
        <caption className="visually-hidden">{label}</caption>
        {isSized && (
          <colgroup>
            {columns.map(({ id, width }) => (
              <col key={id} style={{ width: `calc(${width}ch + 24px)` }} />
            ))}
          </colgroup>
        )}
        <thead>
          <tr aria-rowindex={isLong ? 1 : undefined}>
            {columns.map(({ id, title, align }) => (
              <th
                key={id}
                scope="col"
                className={classNames(align && styles.end)}
                aria-sort={order?.column === id ? order.direction : undefined}
              >
                {order ? (
                  <button type="button" className={styles.sort} onClick={() => order.onSort(id)}>
                    {title}
                    <span aria-hidden>{order.column === id ? ARROWS[order.direction] : ''}</span>
                  </button>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {isLong && <Gap height={above} />}
          {shown.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <TableRow
                key={keyOf(row)}
                ref={isLong ? virtual.measureElement : undefined}
                index={isLong ? index : undefined}
                row={row}
                columns={columns}
              />
            );
          })}
          {isLong && <Gap height={below} />}
        </tbody>
        {columns.some(({ foot }) => foot !== undefined) && (
          <tfoot>
            <tr aria-rowindex={isLong ? rows.length + 2 : undefined}>
              {columns.map(({ id, align, foot }) => (
                <td key={id} className={classNames(align && styles.end)}>
                  {foot}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function TableRow<Row>({
  ref,
  index,
  row,
  columns,
}: {
  readonly ref: Ref<HTMLTableRowElement> | undefined;
  /** Its place among all rows, where not all of them are there. */
  readonly index: number | undefined;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
}): ReactElement {
  return (
    <tr ref={ref} data-index={index} aria-rowindex={index === undefined ? undefined : index + 2}>
      {columns.map(({ id, cell, isRowHeader, align }) =>
        isRowHeader ? (
          <th key={id} scope="row" className={classNames(align && styles.end)}>
            {cell(row)}
          </th>
        ) : (
          <td key={id} className={classNames(align && styles.end)}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}

/** The place of rows that are out of sight. */
const Gap = ({ height }: { readonly height: number }): ReactElement => (
  <tr aria-hidden className={styles.gap} style={{ height }} />
);
