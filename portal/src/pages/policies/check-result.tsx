import type { ReactElement } from 'react';
import { Badge } from '../../ui/badge.js';
import { DataTable } from '../../ui/data-table.js';
import { Notice } from '../../ui/notice.js';
import { Timestamp } from '../../ui/timestamp.js';
import { UntrustedText } from '../../ui/untrusted-text.js';
import type { Replay } from './policies-api.js';
import styles from './policies.module.css';

/** What a valid draft would have done, with the limits of the comparison. */
export function CheckResult({ replay }: { readonly replay: Replay | undefined }): ReactElement {
  if (!replay) return <Notice live tone="good" title="The policies are valid" />;
  const { stopped, asked, without_input: without, complete, summary, examples } = replay;
  return (
    <div className={styles.stack}>
      <Notice live tone={stopped + asked === 0 ? 'good' : 'warn'} title={summary}>
        <p>
          The audit has neither door nor address nor roles of a call: the door is guessed by who called, and
          the others count as absent.
          {without > 0 &&
            ` ${without === 1 ? 'One call is' : `${without} calls are`} judged without the input, which the audit does not keep.`}
          {!complete && ' There are more calls than one check judges: only the oldest are counted.'}
        </p>
      </Notice>
      {examples.length > 0 && (
        <DataTable
          label="Calls that would not have run as they did"
          rows={examples}
          keyOf={({ seq }) => String(seq)}
          columns={[
            { id: 'action', title: 'Action', isRowHeader: true, cell: ({ action }) => <code>{action}</code> },
            {
              id: 'effect',
              title: 'Decision',
              cell: ({ effect }) =>
                effect === 'deny' ? <Badge tone="bad">Refused</Badge> : <Badge tone="warn">Approval</Badge>,
            },
            { id: 'actor', title: 'By', cell: ({ actor }) => <UntrustedText>{actor ?? ''}</UntrustedText> },
            { id: 'at', title: 'When', cell: ({ at }) => <Timestamp at={at} /> },
            { id: 'reason', title: 'Why', cell: ({ reason }) => <UntrustedText>{reason}</UntrustedText> },
          ]}
        />
      )}
    </div>
  );
}
