import { titleOf } from 'anthropic-admin-connector/key-format';
import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { Notice } from '../../../ui/notice.js';
import styles from './outcome.module.css';
import { isRow } from './response-rows.js';

/** The secrets that the API returns only once, each with a copy button. */
export function OneTimeSecrets({
  fields = [],
  data,
  isReplayed,
}: {
  readonly fields?: readonly string[];
  readonly data: unknown;
  /** A replayed response does not contain secrets, because the platform does not store them. */
  readonly isReplayed: boolean;
}): ReactElement | null {
  const { vendor } = useConnector();
  const secrets = fields.flatMap((field) => {
    const value = isRow(data) ? data[field] : undefined;
    return typeof value === 'string' && !isReplayed ? [[field, value] as const] : [];
  });
  if (secrets.length === 0) return null;
  return (
    <Notice tone="warn" live title="Copy this now: it is shown only once">
      <p>
        Neither {vendor} nor the platform can show it again. Store it where your program reads its secrets.
      </p>
      {secrets.map(([field, value]) => (
        <div key={field} className={styles.secret}>
          <span>{titleOf(field)}</span>
          <code>{value}</code>
          <CopyButton text={value} label={`Copy ${titleOf(field).toLowerCase()}`} />
        </div>
      ))}
    </Notice>
  );
}
