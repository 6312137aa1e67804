import type { ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { csvFile, saveFile } from '../../csv.js';
import { Button as OwnButton } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Download } from '../../ui/icons.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import type { CostAnswer, CostRow } from './cost-api.js';
import styles from './cost.module.css';
import { DIMENSIONS, type Dimension } from './cost-view.js';
import { groupOf } from './group-names.js';
import { Change, Money } from './money.js';

/** Cost by group, with its part of the whole and the change; a group is a filter. */
export const CostTable = ({
  answer,
  by,
  onFilter,
}: {
  readonly answer: CostAnswer;
  readonly by: Dimension;
  readonly onFilter: (value: string) => void;
}): ReactElement => (
  <DataTable
    label={`Cost by ${labelOf(by)}`}
    columns={columns(answer, by, onFilter)}
    rows={answer.rows}
    keyOf={(row) => `${row.is_other === true ? 'other' : groupOf(row, by).id}`}
  />
);

const labelOf = (by: Dimension): string => DIMENSIONS.find(({ id }) => id === by)!.label;

const columns = (
  { totals }: CostAnswer,
  by: Dimension,
  onFilter: (value: string) => void,
): readonly Column<CostRow>[] => [
  {
    id: 'group',
    title: labelOf(by),
    isRowHeader: true,
    cell: (row) => <GroupName row={row} by={by} onFilter={onFilter} />,
    foot: 'Total',
  },
  {
    id: 'cost',
    title: 'Cost (USD)',
    align: 'end',
    cell: ({ amount_usd: usd }) => <Money usd={usd ?? '0'} />,
    foot: <Money usd={totals.amount_usd ?? '0'} />,
  },
  {
    id: 'share',
    title: 'Share',
    align: 'end',
    cell: ({ share_percent: share }) => (share === undefined ? '' : `${share.toFixed(1)}\u00a0%`),
  },
  {
    id: 'before',
    title: 'Period before',
    align: 'end',
    cell: ({ previous }) => <Money usd={previous?.amount_usd ?? '0'} />,
    foot: <Money usd={totals.previous?.amount_usd ?? '0'} />,
  },
  {
    id: 'change',
    title: 'Change',
    align: 'end',
    cell: ({ change_usd: usd, change_percent: percent }) =>
      usd === undefined ? '' : <Change usd={usd} percent={percent} />,
    foot:
      totals.change_usd === undefined ? (
        ''
      ) : (
        <Change usd={totals.change_usd} percent={totals.change_percent} />
      ),
  },
];

function GroupName({
  row,
  by,
  onFilter,
}: {
  readonly row: CostRow;
  readonly by: Dimension;
  readonly onFilter: (value: string) => void;
}): ReactElement {
  const { id, name, canFilter } = groupOf(row, by);
  const text = <UntrustedText>{name}</UntrustedText>;
  if (!canFilter) return text;
  return (
    <Button className={styles.open} onPress={() => onFilter(id)}>
      <span className="visually-hidden">Only </span>
      {text}
    </Button>
  );
}

/** Downloads the rows of the table, with exact amounts. */
export function DownloadCsv({
  answer,
  by,
}: {
  readonly answer: CostAnswer;
  readonly by: Dimension;
}): ReactElement {
  const { first_day, last_day } = answer.range;
  const file = (): Blob =>
    csvFile(
      [labelOf(by), 'Id', 'Cost (USD)', 'Share (%)', 'Period before (USD)', 'Change (USD)'],
      answer.rows.map((row) => {
        const { id, name } = groupOf(row, by);
        const {
          amount_usd: usd = null,
          share_percent: share = null,
          previous,
          change_usd: change = null,
        } = row;
        return [name, id, usd, share, previous?.amount_usd ?? null, change];
      }),
    );
  return (
    <OwnButton icon={Download} onPress={() => saveFile(file(), `cost-by-${by}-${first_day}-${last_day}.csv`)}>
      Download CSV
    </OwnButton>
  );
}
