import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement, Ref } from 'react';
import { checkConnection, CONNECTION_CHANGES } from '../../api/connections.js';
import type { Connection, ConnectionState } from '../../api/connections.js';
import { useConnector, usePermission } from '../../session/connector-context.js';
import { NeededPermissions } from '../../session/needed-permissions.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ConnectionStateBadge } from '../../ui/connection-state.js';
import { Facts } from '../../ui/facts.js';
import { KeyRound, RefreshCw, Trash } from '../../ui/icons.js';
import { Notice } from '../../ui/notice.js';
import type { Tone } from '../../ui/notice.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Timestamp } from '../../ui/timestamp.js';
import { toast } from '../../ui/toast.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import styles from './configuration.module.css';
import { RemoveDialog } from './remove-dialog.js';
import { titleOf } from './save-problems.js';
import { Checking } from './save-progress.js';

/** The id of the first heading of the page of the key. */
export const HEADING = 'connection';

/** The connection, with buttons to check, replace and remove it. */
export function ConnectionCard({
  connection,
  onReplace,
  replaceRef,
}: {
  readonly connection: Connection;
  readonly onReplace: () => void;
  readonly replaceRef: Ref<HTMLButtonElement>;
}): ReactElement {
  const connector = useConnector();
  const [removing, setRemoving] = useState(false);
  const mayCheck = usePermission('connections:check');
  const mayWrite = usePermission('connections:write');
  const mayDelete = usePermission('connections:delete');
  const check = useMutation({
    mutationFn: () => checkConnection(connector.id),
    meta: { changes: CONNECTION_CHANGES },
    onSuccess: ({ check: { state } }) => {
      if (state === 'valid') toast('The key works.');
    },
  });

  return (
    <Card title="Connection" headingId={HEADING} aside={<ConnectionStateBadge state={connection.state} />}>
      <ConnectionProblem connection={connection} />
      <ConnectionFacts connection={connection} />
      {check.isPending && <Checking slow="You need not wait here: the check goes on." />}
      {check.isError && <ProblemNotice problem={check.error} title={titleOf(check.error, connector)} />}
      <div className={styles.buttons}>
        <Button
          icon={RefreshCw}
          isPending={check.isPending}
          isDisabled={!mayCheck}
          onPress={() => check.mutate()}
        >
          Check now
        </Button>
        <Button ref={replaceRef} icon={KeyRound} isDisabled={!mayWrite} onPress={onReplace}>
          Replace
        </Button>
        <Button icon={Trash} isDisabled={!mayDelete} onPress={() => setRemoving(true)}>
          Remove
        </Button>
      </div>
      <NeededPermissions
        permissions={{
          'connections:check': 'check the key',
          'connections:write': 'replace it',
          'connections:delete': 'remove it',
        }}
      />
      <RemoveDialog connection={connection} isOpen={removing} onClose={() => setRemoving(false)} />
    </Card>
  );
}

/** The facts about a connection. */
export const ConnectionFacts = ({ connection }: { readonly connection: Connection }): ReactElement => {
  const { organization, keyPreview, savedBy, savedAt, checkedAt, usedAt } = connection;
  return (
    <Facts
      facts={[
        [
          'Organization',
          organization ? (
            <>
              <strong>
                <UntrustedText>{organization.name}</UntrustedText>
              </strong>
              <br />
              <code>{organization.id}</code>
            </>
          ) : (
            'Unknown until the key is checked'
          ),
        ],
        ['Key', <code key="key">{keyPreview}</code>],
        [
          'Saved',
          <>
            <Timestamp at={savedAt} /> by <UntrustedText>{savedBy}</UntrustedText>
          </>,
        ],
        ['Last check', checkedAt ? <Timestamp at={checkedAt} /> : 'Not checked yet'],
        ['Last use', usedAt ? <Timestamp at={usedAt} /> : 'Not used yet'],
      ]}
    />
  );
};

interface StateNotice {
  readonly tone: Tone;
  readonly title: string;
  readonly next: string;
}

const problemsOf = (vendor: string): Partial<Record<ConnectionState, StateNotice>> => ({
  pending: {
    tone: 'warn',
    title: 'The key is saved, but not in use yet',
    next: 'Check it now, or wait: we check it again automatically.',
  },
  failing: {
    tone: 'bad',
    title: `${vendor} rejected the key`,
    next: 'Actions are stopped until a check succeeds or the key is replaced.',
  },
  revoked: {
    tone: 'bad',
    title: 'The key is no longer valid',
    next: 'Actions are stopped until the key is replaced.',
  },
});

/** Why a connection does not work, and what to do. */
export function ConnectionProblem({
  connection: { state, problem },
}: {
  readonly connection: Connection;
}): ReactElement | null {
  const { vendor } = useConnector();
  const trouble = problemsOf(vendor)[state];
  if (!trouble) return null;
  const { tone, title, next } = trouble;
  return (
    <Notice tone={tone} live title={title}>
      {problem && <p>{problem.message}</p>}
      <p>{next}</p>
      {problem && state !== 'pending' && <p>{problem.fix}</p>}
    </Notice>
  );
}
