import type { ReactElement } from 'react';
import styles from './skeleton.module.css';

/** A placeholder while content is loading. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }): ReactElement {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles.line} />
      ))}
    </div>
  );
}
