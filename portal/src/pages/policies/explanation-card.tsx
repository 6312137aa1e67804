import type { ReactElement } from 'react';
import { Badge, type BadgeTone } from '../../ui/badge.js';
import { Card } from '../../ui/card.js';
import { Facts } from '../../ui/facts.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { approverIn, spanOf, type Explanation, type PolicyEffect } from './explain-api.js';
import styles from './policies.module.css';

const EFFECTS: Readonly<Record<PolicyEffect, readonly [BadgeTone, string, string]>> = {
  allow: ['good', 'Allowed', 'it is allowed'],
  approval: ['warn', 'Takes an approval', 'it takes an approval'],
  deny: ['bad', 'Refused', 'it is refused'],
};

/** The decision about a call, the policies that decide, and what would change it. */
export function ExplanationCard({ explanation }: { readonly explanation: Explanation }): ReactElement {
  const { version, effect, reason, policies, approval, alternatives } = explanation;
  return (
    <div role="status">
      <Card title="Decision" aside={<Badge tone={EFFECTS[effect][0]}>{EFFECTS[effect][1]}</Badge>}>
        {reason !== undefined && (
          <p>
            <UntrustedText>{reason}</UntrustedText>
          </p>
        )}
        <Facts
          facts={[
            ['Version', String(version)],
            ['Approvals', approval && String(approval.quorum)],
            [
              'Approved by',
              approval &&
                (approval.approvers.length === 0
                  ? 'Everyone who may decide approvals'
                  : approval.approvers.map(approverIn).join(', ')),
            ],
            ['To be used within', approval && spanOf(approval.window_s)],
            [
              'Decided by',
              policies.length === 0 ? (
                'No policy: what none permits is refused'
              ) : (
                <ul key="by" className={styles.list}>
                  {policies.map(({ id, title }) => (
                    <li key={id}>
                      <UntrustedText>{title ?? id}</UntrustedText>
                    </li>
                  ))}
                </ul>
              ),
            ],
          ]}
        />
        {effect !== 'allow' && (
          <>
            <h3>What would change it</h3>
            {alternatives.length === 0 ? (
              <p>No single change was found that leads to another decision.</p>
            ) : (
              <ul className={styles.bullets}>
                {alternatives.map(({ change, effect: other }) => (
                  <li key={change}>
                    <Change>{change}</Change>: {EFFECTS[other][2]}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Card>
    </div>
  );
}

/** Another call, as the platform describes it: a time, a policy less, or a condition in Cedar. */
function Change({ children }: { readonly children: string }): ReactElement {
  const from = /^from (\d.*)$/.exec(children)?.[1];
  if (from !== undefined)
    return (
      <>
        From <Timestamp at={from} /> on
      </>
    );
  return children.startsWith('without ') ? (
    <UntrustedText>{children.replace('without', 'Without')}</UntrustedText>
  ) : (
    <>
      If{' '}
      <code>
        <UntrustedText>{children}</UntrustedText>
      </code>
    </>
  );
}
