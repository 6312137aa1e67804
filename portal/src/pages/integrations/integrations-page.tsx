import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { connectorsQuery } from '../../api/connectors.js';
import { Card } from '../../ui/card.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ConnectorCard } from './connector-card.js';
import styles from './integrations.module.css';

/** The services that can be connected. */
export default function IntegrationsPage(): ReactElement {
  const { data, error } = useQuery(connectorsQuery);
  return (
    <PageBody>
      <PageHeader title="Integrations" description="Services you can connect." />
      {!data &&
        (error ? (
          <ProblemNotice problem={error} />
        ) : (
          <Card>
            <Skeleton lines={4} />
          </Card>
        ))}
      <div className={styles.cards}>
        {data?.map((connector) => (
          <ConnectorCard key={connector.id} connector={connector} />
        ))}
      </div>
    </PageBody>
  );
}
