import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import { prefill } from '../detail/drafts.js';
import { actionPath } from '../paths.js';
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
    <a
      href={`#${actionPath(connector, get.action)}`}
      className={styles.record}
      onClick={() => prefill(connector, get.action, { [get.field]: id })}
    >
      {name !== undefined && name !== id && (
        <>
          <UntrustedText>{name}</UntrustedText>{' '}
        </>
      )}
      <code className={styles.id}>{id}</code>
    </a>
  );
}
