import { useQueries } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { ConfirmDialog } from '../../../ui/confirm-dialog.js';
import { Facts } from '../../../ui/facts.js';
import { Spinner } from '../../../ui/spinner.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { labelIn } from '../form/labels.js';
import { textOf } from '../outcome/response-rows.js';
import { recordQuery, type NamedRecord } from '../pickers/records-api.js';
import { sourcesOf } from '../pickers/sources.js';
import { Consequences } from './consequences.js';

/** Confirms an irreversible action. Looks up the names of the records and shows them with their ids. */
export function ConfirmRun({
  action,
  input,
  onConfirm,
  onCancel,
}: {
  readonly action: ActionDescription;
  /** The input to confirm; undefined closes the dialog. */
  readonly input: ActionInput | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}): ReactElement {
  const connector = useConnector();
  const { deed = [action.title] } = action;
  const sources = sourcesOf(connector.id);
  const ids = Object.entries(input ?? {}).filter(
    (field): field is [string, string] => field[0] in sources && typeof field[1] === 'string',
  );
  const found = useQueries({
    queries: ids.map(([name, id]) => recordQuery(connector.id, sources[name], id)),
  });
  const nameOf = (field: string): string => {
    const place = ids.findIndex(([name]) => name === field);
    return found[place]?.data?.name ?? textOf(input?.[field]);
  };
  const others = Object.entries(input ?? {}).filter(([name]) => !ids.some(([id]) => id === name));

  return (
    <ConfirmDialog
      title={
        <>
          {deed.map((part, index) =>
            typeof part === 'string' ? part : <UntrustedText key={index}>{nameOf(part.field)}</UntrustedText>,
          )}
          ?
        </>
      }
      isOpen={input !== undefined}
      // Without the name, which may arrive while the button is pressed: it stays as it is.
      confirm={typeof deed[0] === 'string' ? deed[0].trim() : action.title}
      isDanger
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <p>This cannot be undone.</p>
      {input && <Consequences action={action} input={input} />}
      <Facts
        facts={[
          ...ids.map(([name, id], index) => {
            const lookup = found[index];
            const named = naming(id, lookup?.data, lookup?.isPending ?? false);
            return [labelIn(action, name), named] as const;
          }),
          ...others
            .filter(([name]) => !action.secretInput?.includes(name))
            .map(
              ([name, value]) =>
                [labelIn(action, name), <UntrustedText key={name}>{textOf(value)}</UntrustedText>] as const,
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
          <UntrustedText>{record.name}</UntrustedText>
        </strong>
        {record.detail !== undefined && (
          <>
            {' '}
            (<UntrustedText>{record.detail}</UntrustedText>)
          </>
        )}
        <br />
      </>
    )}
    <code>
      <UntrustedText>{id}</UntrustedText>
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
