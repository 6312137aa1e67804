import type { ReactElement } from 'react';
import { Notice } from '../../ui/notice.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import type { Approval } from './approvals-api.js';
import styles from './approvals.module.css';

/** What a call would do, with names and recent use, and what of it cannot be undone. */
export function PlanInWords({ plan }: { readonly plan: Approval['plan'] }): ReactElement {
  const { consequences, final, unknown } = plan;
  return (
    <div className={styles.parts}>
      {consequences.length === 0 && <p>It has no further consequences that are known.</p>}
      {consequences.length > 0 && (
        <ul>
          {consequences.map(({ kind, text, count, items = [] }) => (
            <li key={`${kind} ${text}`}>
              <UntrustedText>{text}</UntrustedText>
              {items.length > 0 && (
                <ul>
                  {items.map(({ id, name, note }) => (
                    <li key={id}>
                      <UntrustedText>{name}</UntrustedText>
                      {note !== undefined && (
                        <span className={styles.quiet}>
                          {' '}
                          (<UntrustedText>{note}</UntrustedText>)
                        </span>
                      )}
                    </li>
                  ))}
                  {count !== undefined && count > items.length && <li>and {count - items.length} more</li>}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
      {final.length > 0 && (
        <Notice tone="warn" title="Cannot be undone">
          {final.map((text) => (
            <p key={text}>
              <UntrustedText>{text}</UntrustedText>
            </p>
          ))}
        </Notice>
      )}
      {unknown.map((text) => (
        <p key={text} className={styles.quiet}>
          <UntrustedText>{text}</UntrustedText>
        </p>
      ))}
    </div>
  );
}
