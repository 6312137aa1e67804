import type { ReactElement } from 'react';
import { useReachable } from '../api/connectivity.js';
import { Spinner } from '../ui/spinner.js';
import styles from './splash.module.css';

/** What is shown before it is known who is signed in. */
export function Splash(): ReactElement {
  const reachable = useReachable();
  return (
    <main className={styles.splash} aria-busy="true">
      <Spinner
        label={reachable ? 'Loading' : 'The platform cannot be reached, retrying'}
        visible={!reachable}
      />
    </main>
  );
}
