import { LoaderCircle } from './icons.js';
import type { ReactElement } from 'react';
import styles from './spinner.module.css';

/** A loading indicator; `visible` shows its label too. */
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
