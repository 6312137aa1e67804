import { useQueries } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ConfirmDialog } from '../../../ui/confirm-dialog.js';
import { Facts } from '../../../ui/facts.js';
import { ForeignText } from '../../../ui/foreign-text.js';
import { shownText } from '../../../ui/shown-text.js';
import type { ActionDescription, Input } from '../catalog/action.js';
import { labelOf } from '../form/labels.js';
import { textOf } from '../outcome/text-of.js';
import { recordQuery, type NamedRecord } from '../pickers/records-api.js';
import { SOURCES } from '../pickers/sources.js';
import { Spinner } from '../../../ui/spinner.js';

/** Asks before something is lost for good; names what is meant, looked up, beside its id. */
export function ConfirmRun({
  action,
  input,
  onConfirm,
  onCancel,
}: {
  readonly action: ActionDescription;
  /** What was asked for; undefined closes the dialog. */
  readonly input: Input | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}): ReactElement {
  const ids = Object.entries(input ?? {}).filter(
    (field): field is [string, string] => field[0] in SOURCES && typeof field[1] === 'string',
  );
  const found = useQueries({ queries: ids.map(([name, id]) => recordQuery(SOURCES[name], id)) });
  const names = found.flatMap(({ data }) => (data ? [shownText(data.name)] : []));
  const others = Object.entries(input ?? {}).filter(([name]) => !ids.some(([id]) => id === name));

  return (
    <ConfirmDialog
      title={names.length === 0 ? `${action.title}?` : `${action.title}: ${names.join(', ')}?`}
      isOpen={input !== undefined}
      confirm="Yes, run it"
      isDanger
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <p>Something is lost that the API cannot bring back.</p>
      <Facts
        facts={[
          ...ids.map(([name, id], index) => {
            const lookup = found[index];
            const told = naming(id, lookup?.data, lookup?.isPending ?? false);
            return [labelOf(name).replace(/ IDs?$/, ''), told] as const;
          }),
          ...others
            .filter(([name]) => !action.secretInput?.includes(name))
            .map(
              ([name, value]) =>
                [labelOf(name), <ForeignText key={name}>{textOf(value)}</ForeignText>] as const,
            ),
        ]}
      />
    </ConfirmDialog>
  );
}

const naming = (id: string, record: NamedRecord | undefined, isPending: boolean): ReactElement => (
  <>
    {record && record.name !== id && (
      <>
        <strong>
          <ForeignText>{record.name}</ForeignText>
        </strong>
        {record.detail !== undefined && (
          <>
            {' '}
            (<ForeignText>{record.detail}</ForeignText>)
          </>
        )}
        <br />
      </>
    )}
    <code>
      <ForeignText>{id}</ForeignText>
    </code>
    {isPending && (
      <>
        {' '}
        <Spinner label="Looking up the name" />
      </>
    )}
    {!record && !isPending && <> (its name could not be looked up)</>}
  </>
);
