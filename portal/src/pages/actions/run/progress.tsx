import { useEffect, useState, type ReactElement } from 'react';
import { Button } from '../../../ui/button.js';
import { Spinner } from '../../../ui/spinner.js';
import styles from './run.module.css';

const SLOW_S = 4;

/** Says that an invocation is under way and for how long, and lets one stop waiting. */
export function Progress({
  isWrite,
  onCancel,
}: {
  readonly isWrite: boolean;
  readonly onCancel: () => void;
}): ReactElement {
  const seconds = useSeconds();
  return (
    <div className={styles.progress}>
      <Spinner label="Waiting for Anthropic" visible />
      {/* Each second would be too much to listen to. */}
      <span aria-hidden>{seconds} s</span>
      <Button onPress={onCancel}>Cancel</Button>
      <p className={styles.slow} role="status">
        {seconds >= SLOW_S &&
          (isWrite
            ? 'This takes longer than usual. It is sent once; do not close the page.'
            : 'This takes longer than usual. Nothing has to be sent again.')}
      </p>
    </div>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
