import { Fragment, type ReactElement, type ReactNode } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { NeededPermissions } from '../../../session/needed-permissions.js';
import { Card } from '../../../ui/card.js';
import { leadsAnywhere, stateOf } from '../catalog/action.js';
import type { ActionDescription, Switches } from '../catalog/action.js';
import { ActionSwitch } from '../catalog/action-switch.js';
import { ActionWords } from '../catalog/action-words.js';
import { classOf, effectSentence, permissionsOf } from '../catalog/effects.js';
import { labelIn } from '../form/labels.js';
import styles from './detail.module.css';

const SWITCHED = {
  on: 'Switched on',
  off: 'Switched off',
  read_only: 'Switched on, but read-only mode is on',
} as const;

/** Facts about an action: effect, request, permissions and limitations. */
export function About({
  action,
  switches,
}: {
  readonly action: ActionDescription;
  readonly switches: Switches | undefined;
}): ReactElement {
  const { id: connector, vendor } = useConnector();
  const kind = classOf(action.effect);
  const partly = action.limitations.filter(() => action.available);
  return (
    <Card title="About">
      {switches && action.available && (
        <>
          <ActionSwitch action={action} switches={switches}>
            {SWITCHED[stateOf(action, switches)]}
          </ActionSwitch>
          <NeededPermissions permissions={{ 'switches:write': 'change it' }} />
        </>
      )}
      <dl className={styles.about}>
        {action.available && (
          <Fact name="Effect">
            {effectSentence(action)}{' '}
            {kind !== 'read' && (action.effect.idempotent ? 'Safe to repeat.' : 'Not safe to repeat.')}
          </Fact>
        )}
        <Fact name="Request">
          {action.route ? <code>{action.route}</code> : action.askedAs ? 'No API call' : 'Several calls'}
        </Fact>
        {leadsAnywhere(action) && (
          <Fact name="Permission">
            {permissionsOf(action).map((permission, nth) => (
              <Fragment key={permission}>
                {nth > 0 && ', '}
                <code>
                  {connector}:{permission}
                </code>
              </Fragment>
            ))}
          </Fact>
        )}
        {action.beta && <Fact name="Beta">{vendor} may change this operation.</Fact>}
        {partly.map(({ id, fields, title, workaround, reference }) => (
          <Fact
            key={id}
            name={fields ? `Limit: ${fields.map((field) => labelIn(action, field)).join(', ')}` : 'Limit'}
          >
            {title}. <ActionWords text={workaround} />{' '}
            <a href={reference} target="_blank" rel="noreferrer">
              Documentation
            </a>
          </Fact>
        ))}
      </dl>
    </Card>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
