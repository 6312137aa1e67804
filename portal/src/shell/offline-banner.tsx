import type { ReactElement } from 'react';
import { useReachable } from '../api/connectivity.js';
import { Spinner } from '../ui/spinner.js';
import styles from './offline-banner.module.css';

/** Says that the platform is not there, for as long as it is not. */
export function OfflineBanner(): ReactElement {
  const reachable = useReachable();
  return (
    <div className={styles.place} aria-live="polite">
      {!reachable && (
        <p className={styles.banner}>
          <Spinner label="The platform cannot be reached, retrying. What you typed stays here." visible />
        </p>
      )}
    </div>
  );
}
