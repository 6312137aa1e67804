import type { ReactElement, ReactNode } from 'react';
import { Card } from '../../../ui/card.js';
import type { ActionDescription, Switches } from '../catalog/action.js';
import { ActionSwitch } from '../catalog/action-switch.js';
import { classOf, EFFECT_SENTENCES } from '../catalog/effects.js';
import { labelOf } from '../form/labels.js';
import styles from './one.module.css';

const TOOL_SCOPES = {
  read: 'anthropic:read',
  write: 'anthropic:write',
  destructive: 'anthropic:destructive',
};

/** What is to be known of an action beside its input. */
export function About({
  action,
  switches,
}: {
  readonly action: ActionDescription;
  readonly switches: Switches | undefined;
}): ReactElement {
  const kind = classOf(action.effect);
  const partly = action.limitations.filter(() => action.available);
  return (
    <Card title="About">
      {switches && action.available && (
        <ActionSwitch action={action} switches={switches}>
          {switches.off.includes(action.id) ? 'Switched off' : 'Switched on'}
        </ActionSwitch>
      )}
      <dl className={styles.about}>
        <Fact name="Effect">
          {EFFECT_SENTENCES[kind]}{' '}
          {kind !== 'read' &&
            (action.effect.idempotent
              ? 'Doing it twice is as doing it once.'
              : 'Doing it twice does it twice.')}
        </Fact>
        <Fact name="Request">
          {action.route ? (
            <code>{action.route}</code>
          ) : action.askedAs ? (
            'None: the API has none.'
          ) : (
            'Several.'
          )}
        </Fact>
        <Fact name="Permission">
          <code>anthropic:connections:use</code>, as an MCP tool <code>{TOOL_SCOPES[kind]}</code>
        </Fact>
        {action.beta && <Fact name="Beta">Anthropic may still change it.</Fact>}
        {partly.map(({ id, fields, title, workaround, reference }) => (
          <Fact key={id} name={fields ? `Not offered: ${fields.map(labelOf).join(', ')}` : 'Not offered'}>
            {title}. {workaround}{' '}
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
