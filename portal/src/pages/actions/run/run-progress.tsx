import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { Button } from '../../../ui/button.js';
import { LONG_S, useSeconds } from '../../../ui/seconds.js';
import { Spinner } from '../../../ui/spinner.js';
import styles from './run.module.css';

/** The duration of a running invocation, with a button that cancels it. */
export function RunProgress({
  isWrite,
  onCancel,
}: {
  readonly isWrite: boolean;
  readonly onCancel: () => void;
}): ReactElement {
  const { vendor } = useConnector();
  const seconds = useSeconds();
  return (
    <div className={styles.progress}>
      <Spinner label={`Waiting for ${vendor}`} visible />
      {/* Each second would be too much to listen to. */}
      <span aria-hidden>{seconds} s</span>
      <Button onPress={onCancel}>Cancel</Button>
      <p className={styles.slow} role="status">
        {seconds >= LONG_S &&
          (isWrite
            ? 'This takes longer than usual. The request is sent only once; keep this page open.'
            : 'This takes longer than usual. You do not need to send it again.')}
      </p>
    </div>
  );
}
