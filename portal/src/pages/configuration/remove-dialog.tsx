import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { CONNECTION_CHANGES, removeConnection, type Connection } from '../../api/connections.js';
import { useConnector } from '../../session/connector-context.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { toast } from '../../ui/toast.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import styles from './configuration.module.css';
import { guideOf } from './key-guide.js';

/** Confirms removing the connection, and lists what stops working. */
export function RemoveDialog({
  connection: { organization, keyPreview },
  isOpen,
  onClose,
}: {
  readonly connection: Connection;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const connector = useConnector();
  const { vendor, credential } = connector;
  const remove = useMutation({
    mutationFn: () => removeConnection(connector.id),
    meta: { changes: CONNECTION_CHANGES },
    onSuccess: () => {
      toast('The connection was removed and its key deleted.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={
        <>
          Remove the connection to <UntrustedText>{organization?.name ?? keyPreview}</UntrustedText>?
        </>
      }
      isOpen={isOpen}
      confirm="Remove"
      isDanger
      isPending={remove.isPending}
      onConfirm={() => remove.mutate()}
      onCancel={onClose}
    >
      <p>These stop working immediately, for everyone:</p>
      <ul className={styles.list}>
        <li>actions, in this portal and over the REST API</li>
        <li>agents that use MCP tools</li>
        {guideOf(connector).losses.map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
        <li>automatic checks of the key</li>
      </ul>
      <p>
        The stored key is deleted permanently. It stays valid at {vendor} until it is deleted there:{' '}
        <a href={credential.page} target="_blank" rel="noreferrer">
          {credential.page.replace('https://', '')}
        </a>
        . The activity keeps all entries.
      </p>
      {remove.isError && <ProblemNotice problem={remove.error} />}
    </ConfirmDialog>
  );
}
