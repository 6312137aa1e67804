import type { ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { CodeBlock } from '../../ui/code-block.js';
import { Dialog } from '../../ui/dialog.js';
import { Facts } from '../../ui/facts.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { Timestamp } from '../../ui/timestamp.js';
import { shownJson, shownText } from '../../ui/shown-text.js';
import type { AuditEntry } from './audit-api.js';
import type { Deed } from './deeds.js';
import { kindName } from './audit-labels.js';
import { NO_FILTERS } from './filters.js';
import type { AuditFilters } from './filters.js';
import { EntryName, OutcomeBadge } from './entry-table.js';
import { ConfirmUndo, UndoNotice } from './confirm-undo.js';
import { useUndo } from './use-undo.js';

/** The details of one entry. */
export function EntryDialog({
  deed,
  onClose,
  onFilter,
}: {
  readonly deed: Deed;
  readonly onClose: () => void;
  readonly onFilter: (filters: AuditFilters) => void;
}): ReactElement {
  const { entry, start } = deed;
  const { action, actorId } = entry;
  const undo = useUndo(deed);
  if (undo.asked) return <ConfirmUndo action={action} undo={undo} asked={undo.asked} />;
  return (
    <Dialog
      title={
        <>
          Entry {entry.seq}: <EntryName action={action} />
        </>
      }
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={() => onFilter({ ...NO_FILTERS, action })}>Only this action</Button>
          {actorId !== null && (
            <Button onPress={() => onFilter({ ...NO_FILTERS, actor: `"${actorId}"` })}>
              Only this person
            </Button>
          )}
          {undo.isOffered && (
            <Button isPending={undo.isPending} onPress={undo.ask}>
              Undo
            </Button>
          )}
        </>
      }
    >
      <UndoNotice undo={undo} />
      <Facts facts={factsOf(deed)} />
      {start?.details['before'] !== undefined && (
        <>
          <p>Before:</p>
          <CodeBlock label="Before">{shownJson(start.details['before'])}</CodeBlock>
          <p>Details:</p>
        </>
      )}
      <CodeBlock label="Details">{shownJson(entry.details)}</CodeBlock>
    </Dialog>
  );
}

const factsOf = ({ entry, start }: Deed): Parameters<typeof Facts>[0]['facts'] => [
  ['When', <Timestamp key="at" at={entry.at} />],
  [
    'Started',
    start && (
      <>
        <Timestamp at={start.at} />, entry {start.seq}
      </>
    ),
  ],
  ['Kind', kindName(entry)],
  ['Action', code(entry.action)],
  ['Who', entry.actorId === null ? 'The platform' : who(entry)],
  ['Outcome', <OutcomeBadge key="code" entry={entry} />],
  ['Duration', entry.durationMs === null ? undefined : `${Math.round(entry.durationMs)} ms`],
  ['Connection', code(entry.connection)],
  ['Request', code(entry.requestId)],
  ['API request ID', code(entry.upstreamRequestId)],
  ['Hash', code(entry.hash)],
  ['Previous hash', code(entry.prevHash)],
];

const code = (text: string | null): ReactElement | undefined =>
  text === null ? undefined : <code>{shownText(text)}</code>;

const who = ({ actorId, actorType }: AuditEntry): ReactElement => (
  <>
    <UntrustedText>{actorId ?? ''}</UntrustedText>
    {actorType !== null && ` (${actorType})`}
  </>
);
