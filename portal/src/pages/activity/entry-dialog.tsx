import type { ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { CodeBlock } from '../../ui/code-block.js';
import { Dialog } from '../../ui/dialog.js';
import { Facts } from '../../ui/facts.js';
import { ForeignText } from '../../ui/foreign-text.js';
import { Moment } from '../../ui/moment.js';
import { shownJson } from '../../ui/shown-json.js';
import { shownText } from '../../ui/shown-text.js';
import type { AuditEntry } from './audit-entry.js';
import { eventName, kindName } from './audit-words.js';
import { NO_FILTERS, type Filters } from './filters.js';
import { OutcomeBadge } from './outcome-badge.js';

/** Everything about one entry. */
export function EntryDialog({
  entry,
  onClose,
  onFilter,
}: {
  readonly entry: AuditEntry | undefined;
  readonly onClose: () => void;
  readonly onFilter: (filters: Filters) => void;
}): ReactElement | null {
  if (!entry) return null;
  const { action, actorId } = entry;
  return (
    <Dialog
      title={`Entry ${entry.seq}: ${eventName(action) ?? shownText(action)}`}
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <Button onPress={() => onFilter({ ...NO_FILTERS, action })}>Only this action</Button>
          {actorId !== null && (
            <Button onPress={() => onFilter({ ...NO_FILTERS, actor: actorId })}>Only this person</Button>
          )}
        </>
      }
    >
      <Facts facts={factsOf(entry)} />
      <CodeBlock label="Details">{shownJson(entry.details)}</CodeBlock>
    </Dialog>
  );
}

const factsOf = (entry: AuditEntry): Parameters<typeof Facts>[0]['facts'] => [
  ['When', <Moment key="at" at={entry.at} />],
  ['Kind', kindName(entry)],
  ['Action', code(entry.action)],
  ['Who', entry.actorId === null ? 'The platform' : who(entry)],
  ['Outcome', <OutcomeBadge key="code" code={entry.code} />],
  ['Took', entry.durationMs === null ? undefined : `${Math.round(entry.durationMs)} ms`],
  ['Connection', code(entry.connection)],
  ['Request', code(entry.requestId)],
  ['Request at Anthropic', code(entry.upstreamRequestId)],
  ['Hash', code(entry.hash)],
  ['Hash of the entry before', code(entry.prevHash)],
];

const code = (text: string | null): ReactElement | undefined =>
  text === null ? undefined : <code>{shownText(text)}</code>;

const who = ({ actorId, actorType }: AuditEntry): ReactElement => (
  <>
    <ForeignText>{actorId ?? ''}</ForeignText>
    {actorType !== null && ` (${actorType})`}
  </>
);
