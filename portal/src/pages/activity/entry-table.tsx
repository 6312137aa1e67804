import type { ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { Badge } from '../../ui/badge.js';
import { DataTable } from '../../ui/data-table.js';
import type { Column } from '../../ui/data-table.js';
import { shownText } from '../../ui/shown-text.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import styles from './activity.module.css';
import { useAllActions } from './action-titles.js';
import type { AuditEntry } from './audit-api.js';
import type { Deed } from './deeds.js';
import { eventName, outcomeName, runOf, RUNS } from './audit-labels.js';

/** A table of entries, each of which can be opened. */
export const EntryTable = ({
  deeds,
  onOpen,
}: {
  readonly deeds: readonly Deed[];
  readonly onOpen: (deed: Deed) => void;
}): ReactElement => (
  <DataTable
    label="Activity, newest first"
    columns={columns(onOpen)}
    rows={deeds}
    keyOf={({ entry: { seq } }) => String(seq)}
  />
);

const columns = (onOpen: (deed: Deed) => void): readonly Column<Deed>[] => [
  { id: 'seq', title: '#', align: 'end', cell: ({ entry: { seq } }) => seq },
  {
    id: 'what',
    title: 'What',
    isRowHeader: true,
    cell: (deed) => (
      <Button className={styles.open} onPress={() => onOpen(deed)} aria-haspopup="dialog">
        <EntryName action={deed.entry.action} />
      </Button>
    ),
  },
  { id: 'outcome', title: 'Outcome', cell: ({ entry }) => <OutcomeBadge entry={entry} /> },
  {
    id: 'who',
    title: 'Who',
    cell: ({ entry: { actorId } }) =>
      actorId === null ? 'The platform' : <UntrustedText>{actorId}</UntrustedText>,
  },
  { id: 'at', title: 'When', cell: ({ entry: { at } }) => <Timestamp at={at} /> },
  {
    id: 'duration',
    title: 'Duration',
    align: 'end',
    cell: ({ entry: { durationMs } }) => (durationMs === null ? '' : `${Math.round(durationMs)} ms`),
  },
];

/** The label of an event, or the title of an action, whose id is at hand; the id alone of an action that is not known. */
export function EntryName({ action }: { readonly action: string }): ReactElement {
  const actions = useAllActions();
  const event = eventName(action);
  if (event !== undefined) return <>{event}</>;
  const title = actions.find(({ id }) => id === action)?.title;
  return title === undefined ? <code>{shownText(action)}</code> : <span title={action}>{title}</span>;
}

/** Outcomes that are expected refusals, not faults. */
const EXPECTED: readonly string[] = [
  'limited_operation',
  'action_disabled',
  'policy_denied',
  'approval_required',
  'plan_outdated',
];

/** The outcome of an entry as a badge; previews, repeats and look-ups are none of a person. */
export function OutcomeBadge({
  entry,
}: {
  readonly entry: Pick<AuditEntry, 'code' | 'details' | 'actorType'>;
}): ReactElement {
  const { code } = entry;
  if (code === null) return <Badge tone="info">Started</Badge>;
  const run = runOf(entry);
  if (code === 'ok' && run !== undefined) return <Badge tone="info">{RUNS[run]}</Badge>;
  if (code === 'ok') return <Badge tone="good">Succeeded</Badge>;
  return (
    <>
      {run !== undefined && (
        <>
          <Badge tone="info">{RUNS[run]}</Badge>{' '}
        </>
      )}
      <Badge tone={EXPECTED.includes(code) ? 'warn' : 'bad'}>{outcomeName(code)}</Badge>
    </>
  );
}
