import type { ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { DataTable, type Column } from '../../ui/data-table.js';
import { ForeignText } from '../../ui/foreign-text.js';
import { Moment } from '../../ui/moment.js';
import type { AuditEntry } from './audit-entry.js';
import { EntryName } from './entry-name.js';
import styles from './entry-table.module.css';
import { OutcomeBadge } from './outcome-badge.js';

/** Entries, each of which can be opened. */
export const EntryTable = ({
  entries,
  onOpen,
}: {
  readonly entries: readonly AuditEntry[];
  readonly onOpen: (entry: AuditEntry) => void;
}): ReactElement => (
  <DataTable
    label="Activity, the newest first"
    columns={columns(onOpen)}
    rows={entries}
    keyOf={({ seq }) => String(seq)}
  />
);

const columns = (onOpen: (entry: AuditEntry) => void): readonly Column<AuditEntry>[] => [
  { id: 'seq', title: 'No.', align: 'end', cell: ({ seq }) => seq },
  {
    id: 'what',
    title: 'What',
    isRowHeader: true,
    cell: (entry) => (
      <Button className={styles.open} onPress={() => onOpen(entry)} aria-haspopup="dialog">
        <EntryName action={entry.action} />
      </Button>
    ),
  },
  { id: 'outcome', title: 'Outcome', cell: ({ code }) => <OutcomeBadge code={code} /> },
  {
    id: 'who',
    title: 'Who',
    cell: ({ actorId }) => (actorId === null ? 'The platform' : <ForeignText>{actorId}</ForeignText>),
  },
  { id: 'at', title: 'When', cell: ({ at }) => <Moment at={at} /> },
  {
    id: 'duration',
    title: 'Took',
    align: 'end',
    cell: ({ durationMs }) => (durationMs === null ? '' : `${Math.round(durationMs)} ms`),
  },
];
