import type { ReactElement } from 'react';
import { useConnector } from '../../session/connector-context.js';
import { Card } from '../../ui/card.js';
import { guideOf } from './key-guide.js';
import styles from './setup-steps.module.css';

/** What to do after the first key is saved. */
export function NextSteps(): ReactElement {
  const connector = useConnector();
  const { id } = connector;
  const { firstAction } = guideOf(connector);
  const actions = `#/integrations/${id}/actions`;
  return (
    <Card title="Next steps">
      <ol className={styles.steps}>
        <li>
          <a href={firstAction ? `${actions}/${firstAction.id}` : actions}>
            {firstAction?.words ?? 'Run your first action'}
          </a>
          . It changes nothing.
        </li>
        <li>
          <a href={actions}>Choose which actions are on</a>, for this portal, scripts and agents, or turn on
          read-only mode.
        </li>
        <li>
          <a href="#/activity">Look at the activity</a>: each call has an entry.
        </li>
      </ol>
    </Card>
  );
}
