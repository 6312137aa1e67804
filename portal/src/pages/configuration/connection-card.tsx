import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { checkConnection, CONNECTION_CHANGES, type Connection } from '../../api/connections.js';
import { useMay } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ConnectionStateBadge } from '../../ui/connection-state.js';
import { KeyRound, RefreshCw, Trash } from '../../ui/icons.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { toast } from '../../ui/toast.js';
import { ConnectionFacts } from './connection-facts.js';
import { ConnectionTrouble } from './connection-trouble.js';
import styles from './connection-card.module.css';
import { RemoveDialog } from './remove-dialog.js';
import { titleOf } from './save-problems.js';

/** What is connected, and what can be done with it. */
export function ConnectionCard({
  connection,
  onReplace,
}: {
  readonly connection: Connection;
  readonly onReplace: () => void;
}): ReactElement {
  const [removing, setRemoving] = useState(false);
  const mayCheck = useMay('connections:check');
  const mayWrite = useMay('connections:write');
  const mayDelete = useMay('connections:delete');
  const check = useMutation({
    mutationFn: checkConnection,
    meta: { changes: CONNECTION_CHANGES },
    onSuccess: ({ check: { state } }) => {
      if (state === 'valid') toast('Anthropic accepts the key.');
    },
  });

  return (
    <Card title="Connection" aside={<ConnectionStateBadge state={connection.state} />}>
      <ConnectionTrouble connection={connection} />
      <ConnectionFacts connection={connection} />
      {check.isError && <ProblemNotice problem={check.error} title={titleOf(check.error)} />}
      <div className={styles.buttons}>
        <Button
          icon={RefreshCw}
          isPending={check.isPending}
          isDisabled={!mayCheck}
          onPress={() => check.mutate()}
        >
          Check now
        </Button>
        <Button icon={KeyRound} isDisabled={!mayWrite} onPress={onReplace}>
          Replace
        </Button>
        <Button icon={Trash} isDisabled={!mayDelete} onPress={() => setRemoving(true)}>
          Remove
        </Button>
      </div>
      <RemoveDialog connection={connection} isOpen={removing} onClose={() => setRemoving(false)} />
    </Card>
  );
}
