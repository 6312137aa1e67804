import type { ReactElement } from 'react';
import { CopyButton } from '../../../ui/copy-button.js';
import { Notice } from '../../../ui/notice.js';
import { labelOf } from '../form/labels.js';
import styles from './outcome.module.css';
import { isRow } from './rows.js';

/** What the API shows once: with a button that copies it, and a warning that it will not come again. */
export function SecretsOnce({
  fields = [],
  data,
  isReplayed,
}: {
  readonly fields?: readonly string[];
  readonly data: unknown;
  /** The platform keeps no secret: a repeated answer is without it. */
  readonly isReplayed: boolean;
}): ReactElement | null {
  const secrets = fields.flatMap((field) => {
    const value = isRow(data) ? data[field] : undefined;
    return typeof value === 'string' && !isReplayed ? [[field, value] as const] : [];
  });
  if (secrets.length === 0) return null;
  return (
    <Notice tone="warn" live title="Copy this now: it is shown once">
      <p>Neither Anthropic nor the platform shows it again. Put it where your program reads its secrets.</p>
      {secrets.map(([field, value]) => (
        <div key={field} className={styles.secret}>
          <span>{labelOf(field)}</span>
          <code>{value}</code>
          <CopyButton text={value} label={`Copy ${labelOf(field).toLowerCase()}`} />
        </div>
      ))}
    </Notice>
  );
}
