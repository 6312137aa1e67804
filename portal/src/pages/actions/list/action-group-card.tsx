import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { useConnector } from '../../../session/connector-context.js';
import { Card } from '../../../ui/card.js';
import { classNames } from '../../../ui/class-names.js';
import { ActionBadges } from '../catalog/action-badges.js';
import { ActionSwitch } from '../catalog/action-switch.js';
import { stateOf } from '../catalog/action.js';
import type { ActionSummary, Switches, ActionGroup } from '../catalog/action.js';
import { actionPath } from '../paths.js';
import styles from './list.module.css';

/** The id of the heading of a group. */
export const headingOf = (title: string): string => `group-${title.toLowerCase().replace(/\W+/g, '-')}`;

/** A group of actions in the list. */
export const ActionGroupCard = ({
  group: { title, description, actions },
  switches,
  query,
}: {
  readonly group: ActionGroup;
  readonly switches: Switches | undefined;
  readonly query: string;
}): ReactElement => (
  <Card title={title} headingId={headingOf(title)} aside={<p className={styles.sentence}>{description}</p>}>
    <ul className={styles.actions} aria-label={title}>
      {actions.map((action) => (
        <ActionRow key={action.id} action={action} switches={switches} query={query} />
      ))}
    </ul>
  </Card>
);

function ActionRow({
  action,
  switches,
  query,
}: {
  readonly action: ActionSummary;
  readonly switches: Switches | undefined;
  readonly query: string;
}): ReactElement {
  const connector = useConnector();
  const isOff = stateOf(action, switches) !== 'on';
  return (
    <li className={classNames(styles.row, isOff && styles.off)}>
      <div className={styles.names}>
        <Link href={actionPath(connector.id, action.id, query)} className={styles.title}>
          {action.title}
        </Link>
        <code className={styles.id}>{action.id}</code>
      </div>
      <div className={styles.badges}>
        <ActionBadges action={action} switches={switches} />
      </div>
      {switches && action.available && <ActionSwitch action={action} switches={switches} />}
    </li>
  );
}
