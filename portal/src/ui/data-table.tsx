import type { ReactElement, ReactNode } from 'react';
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
}

/** A table that scrolls horizontally if it is too wide. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}): ReactElement {
  return (
    <div className={styles.frame} role="region" aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, align }) => (
              <th key={id} scope="col" className={classNames(align && styles.end)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
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
          ))}
        </tbody>
      </table>
    </div>
  );
}
