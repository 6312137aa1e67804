import type { ReactElement, ReactNode } from 'react';
import styles from './page-body.module.css';

/** The parts of a page, one below the other. */
export const PageBody = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <div className={styles.body}>{children}</div>
);
