import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Badge, type BadgeTone } from '../../ui/badge.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import { approverIn } from './explain-api.js';
import { templatesQuery } from './policies-api.js';
import styles from './policies.module.css';
import { sentencesOf, type PolicySentence } from './sentences.js';

const DOES: Readonly<Record<PolicySentence['does'], readonly [BadgeTone, string]>> = {
  allows: ['good', 'Allows'],
  allows_approved: ['info', 'Allows with an approval'],
  asks: ['warn', 'Takes an approval'],
  refuses: ['bad', 'Refuses'],
};

/** The policies of a text as sentences: those of a template in its words, others by their title and reason. */
export function PolicyList({ text }: { readonly text: string }): ReactElement {
  const { data: templates = [] } = useQuery(templatesQuery);
  const sentences = sentencesOf(text);
  if (sentences.length === 0) return <p>There is no policy in it: every call is refused.</p>;
  return (
    <ul className={styles.list}>
      {sentences.map(({ id, title, reason, does, terms }, index) => {
        const about = templates.find((template) => template.id === id)?.description ?? reason;
        return (
          <li key={index} className={styles.policy}>
            <Badge tone={DOES[does][0]}>{DOES[does][1]}</Badge>
            <div>
              <strong>
                <UntrustedText>{title}</UntrustedText>
              </strong>
              {about !== undefined && (
                <p>
                  <UntrustedText>{about}</UntrustedText>
                </p>
              )}
              <Terms {...terms} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Terms({ approvers, quorum, window }: PolicySentence['terms']): ReactElement | null {
  const parts = [
    quorum !== undefined && (quorum === '1' ? '1 approval' : `${quorum} approvals`),
    approvers !== undefined &&
      `by ${approvers
        .split(/\s*,\s*/)
        .map(approverIn)
        .join(', ')}`,
    window !== undefined && `to be used within ${window}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : (
    <p className={styles.quiet}>
      <UntrustedText>{parts.join(', ')}</UntrustedText>
    </p>
  );
}
