import type { ReactElement } from 'react';
import { ForeignText } from '../../../ui/foreign-text.js';
import type { NamedRecord } from './records-api.js';
import styles from './pickers.module.css';

/** A record in a list: its name, what tells it from its like, and its id. */
export const RecordLine = ({
  record: { id, name, detail },
}: {
  readonly record: NamedRecord;
}): ReactElement => (
  <span className={styles.line}>
    <span>
      <ForeignText>{name}</ForeignText>
      {detail !== undefined && (
        <span className={styles.detail}>
          {' '}
          <ForeignText>{detail}</ForeignText>
        </span>
      )}
    </span>
    {id !== name && (
      <code className={styles.id}>
        <ForeignText>{id}</ForeignText>
      </code>
    )}
  </span>
);
