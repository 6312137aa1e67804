import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { classNames } from '../../../ui/class-names.js';
import { Spinner } from '../../../ui/spinner.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { planQuery, type Consequence, type Plan } from './plan-api.js';
import styles from './consequences.module.css';

/** Says what running an action with an input would do, from what the API says now. */
export function Consequences({
  action,
  input,
}: {
  readonly action: ActionDescription;
  readonly input: ActionInput;
}): ReactElement {
  const { id } = useConnector();
  const { data: plan, error, isPending } = useQuery(planQuery(id, action.id, input));
  if (isPending) return <Spinner label="Reading what this would do" visible />;
  if (!plan)
    return (
      <p>
        What this would do could not be read: <UntrustedText>{error?.message ?? 'no response'}</UntrustedText>
      </p>
    );
  return <PlanShown plan={plan} />;
}

/** What a plan says that a call would do. */
export const PlanShown = ({ plan }: { readonly plan: Plan }): ReactElement => (
  <section className={styles.plan} aria-label="What this would do">
    {plan.consequences.length > 0 && (
      <ul className={styles.list}>
        {plan.consequences.map((one, index) => (
          <li key={index} className={classNames(GRAVE.has(one.kind) && styles.grave)}>
            <Named consequence={one} />
          </li>
        ))}
      </ul>
    )}
    <Sentences title="Cannot be undone" texts={plan.final} />
    <Sentences title="Not known" texts={plan.unknown} />
  </section>
);

const GRAVE = new Set(['stops_working', 'loses_access', 'exceeds_limit']);

/** A consequence, whose objects show on request. */
function Named({
  consequence: { text, count, items = [] },
}: {
  readonly consequence: Consequence;
}): ReactElement {
  if (items.length === 0) return <UntrustedText>{text}</UntrustedText>;
  const others = (count ?? items.length) - items.length;
  return (
    <details>
      <summary>
        <UntrustedText>{text}</UntrustedText>
      </summary>
      <ul className={styles.items}>
        {items.map(({ id, name, note }) => (
          <li key={id} title={id}>
            <UntrustedText>{name}</UntrustedText>
            {note !== undefined && (
              <>
                {': '}
                <UntrustedText>{note}</UntrustedText>
              </>
            )}
          </li>
        ))}
        {others > 0 && <li>and {others} more</li>}
      </ul>
    </details>
  );
}

function Sentences({
  title,
  texts,
}: {
  readonly title: string;
  readonly texts: readonly string[];
}): ReactElement | null {
  if (texts.length === 0) return null;
  return (
    <>
      <p className={styles.title}>{title}</p>
      <ul className={styles.list}>
        {texts.map((text) => (
          <li key={text}>
            <UntrustedText>{text}</UntrustedText>
          </li>
        ))}
      </ul>
    </>
  );
}
