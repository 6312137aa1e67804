import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { connectionQuery } from '../../api/connections.js';
import { Card } from '../../ui/card.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ConnectionCard } from './connection-card.js';
import styles from './configuration.module.css';
import { KeyForm } from './key-form.js';
import { KeyKinds, SetupSteps } from './setup-steps.js';

/** The configuration of Anthropic: the connection, and the form for its key. */
export default function ConfigurationPage(): ReactElement {
  const { data: connection, error } = useQuery(connectionQuery);
  const [replacing, setReplacing] = useState(false);
  const done = (): void => setReplacing(false);

  return (
    <PageBody>
      <PageHeader
        title="Anthropic configuration"
        description="Connects your Claude organization with one Admin key, which this portal uses for all requests to Anthropic."
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
                The new key is used once Anthropic has confirmed it; until then, the current one stays in use.
                If it belongs to another organization, you must confirm the change.
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
        <Card title="Which key do I need?">
          <KeyKinds />
        </Card>
      )}
    </PageBody>
  );
}
