import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { connectionQuery } from '../../api/connections.js';
import { Card } from '../../ui/card.js';
import { PageBody } from '../../ui/page-body.js';
import { PageHeader } from '../../ui/page-header.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ConnectionCard } from './connection-card.js';
import styles from './configuration-page.module.css';
import { KeyForm } from './key-form.js';
import { KeyKinds, SetupSteps } from './setup-steps.js';

/** Anthropic -> Configuration: the key is pasted here, and what is connected is seen. */
export default function ConfigurationPage(): ReactElement {
  const { data: connection, error } = useQuery(connectionQuery);
  const [replacing, setReplacing] = useState(false);
  const done = (): void => setReplacing(false);

  return (
    <PageBody>
      <PageHeader
        title="Anthropic configuration"
        description="Connects your Claude organization with one Admin key. Everything that this portal does at Anthropic is done with it."
      />
      {connection === undefined &&
        (error ? (
          <ProblemNotice problem={error} />
        ) : (
          <Card>
            <Skeleton lines={4} />
          </Card>
        ))}
      {connection && <ConnectionCard connection={connection} onReplace={() => setReplacing(true)} />}
      {connection !== undefined && (!connection || replacing) && (
        <Card title={connection ? 'Replace the key' : 'Connect your organization'}>
          <div className={styles.connect}>
            {connection ? (
              <p>
                The new key takes over once Anthropic has found it valid; until then the present one stays in
                use. If it belongs to another organization, you are asked first.
              </p>
            ) : (
              <SetupSteps />
            )}
            <KeyForm
              key={connection ? 'replace' : 'first'}
              connection={connection ?? undefined}
              onSaved={done}
              onCancel={connection ? done : undefined}
            />
          </div>
        </Card>
      )}
      {connection !== undefined && (
        <Card title="Which key is the right one">
          <KeyKinds />
        </Card>
      )}
    </PageBody>
  );
}
