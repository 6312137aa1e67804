import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { connectionQuery } from '../../api/connections.js';
import { useConnector } from '../../session/connector-context.js';
import { ConnectorScope } from '../../shell/connector-scope.js';
import { Card, focusHeading } from '../../ui/card.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ConnectionCard, HEADING } from './connection-card.js';
import styles from './configuration.module.css';
import { KeyUseCard } from './key-use-card.js';
import { KeyForm } from './key-form.js';
import { guideOf } from './key-guide.js';
import { NextSteps } from './next-steps.js';
import { SetupSteps } from './setup-steps.js';

/** The configuration of a connector: the connection, and the form for its key. */
export default function ConfigurationPage(): ReactElement {
  return (
    <ConnectorScope>
      <Configuration />
    </ConnectorScope>
  );
}

function Configuration(): ReactElement {
  const connector = useConnector();
  const { vendor, credential } = connector;
  const { Steps = SetupSteps, Kinds } = guideOf(connector);
  const { data: connection, error } = useQuery(connectionQuery(connector.id));
  const [replacing, setReplacing] = useState(false);
  const [isFirst, setFirst] = useState(false);
  const replaceRef = useRef<HTMLButtonElement>(null);
  const cancel = (): void => {
    setReplacing(false);
    replaceRef.current?.focus();
  };
  const saved = (): void => {
    setReplacing(false);
    setFirst(!connection);
    focusHeading(HEADING);
  };
  const isConnected = connection && true;
  const wasConnected = useRef(isConnected);
  useEffect(() => {
    if (wasConnected.current !== undefined && wasConnected.current !== isConnected) focusHeading(HEADING);
    wasConnected.current = isConnected;
  }, [isConnected]);

  return (
    <PageBody>
      <PageHeader
        title={`${vendor} configuration`}
        description={`Connects your organization with one ${credential.name}, which this portal uses for all requests to ${vendor}.`}
      />
      {connection === undefined &&
        (error ? (
          <ProblemNotice problem={error} />
        ) : (
          <Card>
            <Skeleton lines={4} />
          </Card>
        ))}
      {connection && (
        <ConnectionCard
          connection={connection}
          onReplace={() => setReplacing(true)}
          replaceRef={replaceRef}
        />
      )}
      {connection !== undefined && (!connection || replacing) && (
        <Card
          title={connection ? 'Replace the key' : 'Connect your organization'}
          headingId={connection ? undefined : HEADING}
        >
          <div className={styles.connect}>
            {connection ? (
              <p>
                The new key is used once {vendor} has confirmed it; until then, the current one stays in use.
                If it belongs to another organization, you must confirm the change.
              </p>
            ) : (
              <Steps />
            )}
            <KeyForm
              key={connection ? 'replace' : 'first'}
              connection={connection ?? undefined}
              onSaved={saved}
              onCancel={connection ? cancel : undefined}
            />
          </div>
        </Card>
      )}
      {connection && isFirst && <NextSteps />}
      {connection && <KeyUseCard connection={connection} />}
      {connection !== undefined && Kinds && (
        <Card title="Which key do I need?">
          <Kinds />
        </Card>
      )}
    </PageBody>
  );
}
