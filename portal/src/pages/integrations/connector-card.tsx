import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { connectionQuery, type Connection } from '../../api/connections.js';
import { CONNECTOR } from '../../api/connector.js';
import type { Connector } from '../../api/connectors.js';
import { ButtonLink } from '../../ui/button-link.js';
import { Card } from '../../ui/card.js';
import { ConnectionStateBadge } from '../../ui/connection-state.js';
import { Facts } from '../../ui/facts.js';
import { ForeignText } from '../../ui/foreign-text.js';
import { KeyRound, Zap } from '../../ui/icons.js';
import { Moment } from '../../ui/moment.js';
import styles from './connector-card.module.css';

/** A service in short; the one that the portal has pages for shows whether it is connected. */
export const ConnectorCard = ({ connector }: { readonly connector: Connector }): ReactElement =>
  connector.id === CONNECTOR ? (
    <Connected connector={connector} />
  ) : (
    <Card title={connector.name}>
      <p>{connector.description}</p>
    </Card>
  );

function Connected({
  connector: { name, description, actionCount },
}: {
  readonly connector: Connector;
}): ReactElement {
  const { data: connection } = useQuery(connectionQuery);
  return (
    <Card title={name} aside={connection !== undefined && <ConnectionStateBadge state={connection?.state} />}>
      <p className={styles.description}>{description}</p>
      <ConnectionInShort connection={connection} actionCount={actionCount} />
      <div className={styles.links}>
        <ButtonLink
          href={`#/integrations/${CONNECTOR}/configuration`}
          icon={KeyRound}
          variant={connection === null ? 'primary' : 'secondary'}
        >
          {connection === null ? 'Connect' : 'Configuration'}
        </ButtonLink>
        <ButtonLink href={`#/integrations/${CONNECTOR}/actions`} icon={Zap}>
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
        connection?.organization ? <ForeignText>{connection.organization.name}</ForeignText> : 'None yet',
      ],
      [
        'Last use',
        connection ? connection.usedAt ? <Moment at={connection.usedAt} /> : 'Not used yet' : undefined,
      ],
      ['Actions', String(actionCount)],
    ]}
  />
);
