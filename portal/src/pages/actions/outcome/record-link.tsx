import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import { recordPath } from '../paths.js';
import { sourcesOf } from '../pickers/sources.js';
import styles from './outcome.module.css';
import { useReading } from './reading.js';

/** An id with its name, as a link to the action that shows its record. */
export function RecordLink({ id }: { readonly id: string }): ReactElement {
  const { id: connector } = useConnector();
  const { fieldOf, recordOf } = useReading();
  const field = fieldOf(id);
  const get = field === undefined ? undefined : sourcesOf(connector)[field]?.get;
  if (!get) return <code className={styles.id}>{id}</code>;
  const name = recordOf(id)?.name;
  return (
    <a href={`#${recordPath(connector, get.action, id)}`} className={styles.record}>
      {name !== undefined && name !== id && (
        <>
          <UntrustedText>{name}</UntrustedText>{' '}
        </>
      )}
      <code className={styles.id}>{id}</code>
    </a>
  );
}
