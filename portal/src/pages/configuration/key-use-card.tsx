import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { CONNECTION_CHANGES, type Connection } from '../../api/connections.js';
import { clearKeyUse, type KeyUsePolicy } from '../../api/key-use.js';
import { useConnector, usePermission } from '../../session/connector-context.js';
import { NeededPermissions } from '../../session/needed-permissions.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { Facts } from '../../ui/facts.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { shownText } from '../../ui/shown-text.js';
import { toast } from '../../ui/toast.js';
import styles from './configuration.module.css';
import { KeyUseForm } from './key-use-form.js';

/** What the key of the connection may be used for, and the form that changes it. */
export function KeyUseCard({ connection }: { readonly connection: Connection }): ReactElement {
  const connector = useConnector();
  const [editing, setEditing] = useState(false);
  const may = usePermission('connections:write');
  const { keyUse } = connection;
  const clear = useMutation({
    mutationFn: () => clearKeyUse(connector.id),
    meta: { changes: CONNECTION_CHANGES },
    onSuccess: () => void toast('The key may be used for everything.'),
  });

  return (
    <Card title="Use of the key">
      {keyUse ? <PolicyFacts policy={keyUse} /> : <p>The key may be used for every action, at any time.</p>}
      {clear.isError && <ProblemNotice problem={clear.error} />}
      {editing ? (
        <KeyUseForm policy={keyUse} onDone={() => setEditing(false)} />
      ) : (
        <div className={styles.buttons}>
          <Button isDisabled={!may} onPress={() => setEditing(true)}>
            {keyUse ? 'Change the limits' : 'Limit the use'}
          </Button>
          {keyUse && (
            <Button isDisabled={!may} isPending={clear.isPending} onPress={() => clear.mutate()}>
              Remove the limits
            </Button>
          )}
        </div>
      )}
      <NeededPermissions permissions={{ 'connections:write': 'change it' }} />
    </Card>
  );
}

function PolicyFacts({ policy }: { readonly policy: KeyUsePolicy }): ReactElement {
  const { actions, packs, effects, days, from, until, time_zone: zone, calls_per_day: calls } = policy;
  const list = (values?: readonly string[]): string | undefined =>
    values && (values.map(shownText).join(', ') || 'None');
  return (
    <Facts
      facts={[
        ['Actions', list(actions)],
        ['Tool packs', list(packs)],
        ['Effects', list(effects)],
        ['Days', list(days)],
        ['Hours', from && until ? `${from} to ${until}` : undefined],
        ['Calls a day', calls?.toLocaleString('en')],
        ['Time zone', zone],
      ]}
    />
  );
}
