import { useState, type ReactElement } from 'react';
import { Badge, type BadgeTone } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { CodeBlock } from '../../ui/code-block.js';
import { Disclosure } from '../../ui/disclosure.js';
import { Facts } from '../../ui/facts.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import type { Approval, Decision } from './approvals-api.js';
import styles from './approvals.module.css';
import { nameOf } from './name-of.js';
import { NextStep } from './next-step.js';
import { DecideDialog } from './decide-dialog.js';
import { PlanInWords } from './plan-in-words.js';

const STATES: Readonly<Record<string, readonly [text: string, tone: BadgeTone]>> = {
  pending: ['Waiting', 'info'],
  approved: ['Approved', 'good'],
  applying: ['In progress', 'info'],
  applied: ['Used', 'good'],
  denied: ['Denied', 'bad'],
  edited: ['Edited', 'neutral'],
  cancelled: ['Withdrawn', 'neutral'],
  expired: ['Expired', 'neutral'],
  outdated: ['Outdated', 'warn'],
  interrupted: ['Interrupted', 'warn'],
};

/** An approval: who asks for what, what it would do, and what one may do about it. */
export function ApprovalCard({ approval }: { readonly approval: Approval }): ReactElement {
  const [decision, setDecision] = useState<Decision>();
  const { state, action, requester, may, run, ended, votes, quorum } = approval;
  const [text, tone] = STATES[state] ?? [state, 'neutral'];
  const about = nameOf(approval.plan.before);
  const button = (one: Decision, label: string, variant?: 'primary' | 'danger') => (
    <Button variant={variant} onPress={() => setDecision(one)}>
      {label}
    </Button>
  );
  return (
    <Card
      title={<a href={`#/approvals/${approval.id}`}>{action}</a>}
      aside={
        <Badge tone={tone} dot>
          {text}
        </Badge>
      }
    >
      <div className={styles.parts}>
        <Facts
          facts={[
            [
              'Asked by',
              <UntrustedText key="by">
                {requester.token === null ? requester.id : `${requester.token} (${requester.id})`}
              </UntrustedText>,
            ],
            ['About', about === undefined ? undefined : <UntrustedText key="about">{about}</UntrustedText>],
            ['Asked', <Timestamp key="at" at={approval.created_at} />],
            ['Why', <UntrustedText key="why">{approval.reason}</UntrustedText>],
            [
              'Note',
              approval.note === null ? undefined : <UntrustedText key="note">{approval.note}</UntrustedText>,
            ],
            ['Connection', approval.connection],
            [
              'Approved by',
              votes.length === 0 ? undefined : (
                <UntrustedText key="votes">{`${votes.map(({ by }) => by).join(', ')} (${votes.length} of ${quorum})`}</UntrustedText>
              ),
            ],
            [
              'Ended by',
              ended === null ? undefined : (
                <UntrustedText key="ended">
                  {ended.note === null ? ended.by : `${ended.by}: ${ended.note}`}
                </UntrustedText>
              ),
            ],
            [
              state === 'approved' ? 'Can be used until' : 'Can be decided until',
              state === 'pending' || state === 'approved' ? (
                <Timestamp key="until" at={approval.expires_at} />
              ) : undefined,
            ],
            ['Result', run?.text],
            [
              'Edited to',
              approval.next === null ? undefined : (
                <a href={`#/approvals/${approval.next}`}>{approval.next}</a>
              ),
            ],
          ]}
        />
        <PlanInWords plan={approval.plan} />
        <Disclosure title="Input">
          <CodeBlock label={`Input of ${action}`}>{JSON.stringify(approval.input, null, 2)}</CodeBlock>
        </Disclosure>
        {may.why_not !== null && <p className={styles.quiet}>{may.why_not}</p>}
        <NextStep approval={approval} />
        {(may.decide || may.cancel) && (
          <div className={styles.buttons}>
            {may.decide && button('approve', 'Approve', 'primary')}
            {may.decide && button('deny', 'Deny', 'danger')}
            {may.edit && button('edit', 'Edit')}
            {/* Who may deny it needs no second way to stop it. */}
            {may.cancel && !may.decide && button('cancel', 'Withdraw')}
          </div>
        )}
      </div>
      {decision && (
        <DecideDialog approval={approval} decision={decision} onClose={() => setDecision(undefined)} />
      )}
    </Card>
  );
}
