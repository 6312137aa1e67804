import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { connectorsQuery } from '../../api/connectors.js';
import { Card } from '../../ui/card.js';
import { PageBody } from '../../ui/page-body.js';
import { PageHeader } from '../../ui/page-header.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { ConnectorCard } from './connector-card.js';
import styles from './integrations-page.module.css';

/** What can be connected, and what is. */
export default function IntegrationsPage(): ReactElement {
  const { data, error } = useQuery(connectorsQuery);
  return (
    <PageBody>
      <PageHeader title="Integrations" description="The services that this platform can work with for you." />
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
