import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { connectionQuery } from '../../api/connections.js';
import type { Connection } from '../../api/connections.js';
import type { Connector } from '../../api/connectors.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Card } from '../../ui/card.js';
import { ConnectionStateBadge } from '../../ui/connection-state.js';
import { Facts } from '../../ui/facts.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { KeyRound, Zap } from '../../ui/icons.js';
import { Timestamp } from '../../ui/timestamp.js';
import styles from './integrations.module.css';

/** A service and its connection. */
export function ConnectorCard({
  connector: { id, name, description, actionCount },
}: {
  readonly connector: Connector;
}): ReactElement {
  const { data: connection } = useQuery(connectionQuery(id));
  return (
    <Card title={name} aside={connection !== undefined && <ConnectionStateBadge state={connection?.state} />}>
      <p className={styles.description}>{description}</p>
      <ConnectionInShort connection={connection} actionCount={actionCount} />
      <div className={styles.links}>
        <ButtonLink
          href={`#/integrations/${id}/configuration`}
          icon={KeyRound}
          variant={connection === null ? 'primary' : 'secondary'}
        >
          {connection === null ? 'Connect' : 'Configuration'}
        </ButtonLink>
        <ButtonLink href={`#/integrations/${id}/actions`} icon={Zap}>
          Actions
        </ButtonLink>
      </div>
    </Card>
  );
}

const ConnectionInShort = ({
  connection,
  actionCount,
}: {
  readonly connection?: Connection | null;
  readonly actionCount: number;
}): ReactElement => (
  <Facts
    facts={[
      [
        'Organization',
        connection?.organization ? <UntrustedText>{connection.organization.name}</UntrustedText> : 'None yet',
      ],
      [
        'Last use',
        connection ? connection.usedAt ? <Timestamp at={connection.usedAt} /> : 'Not used yet' : undefined,
      ],
      ['Actions', String(actionCount)],
    ]}
  />
);
