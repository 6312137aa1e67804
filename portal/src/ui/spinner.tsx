import { LoaderCircle } from './icons.js';
import type { ReactElement } from 'react';
import styles from './spinner.module.css';

/** Says that something is going on; `visible` shows the words beside it too. */
export function Spinner({
  label,
  visible,
}: {
  readonly label: string;
  readonly visible?: boolean;
}): ReactElement {
  return (
    <span className={styles.spinner} role="status">
      <LoaderCircle size={16} aria-hidden />
      <span className={visible ? undefined : 'visually-hidden'}>{label}</span>
    </span>
  );
}
