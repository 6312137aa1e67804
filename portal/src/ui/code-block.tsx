import type { ReactElement } from 'react';
import styles from './code-block.module.css';

/** Preformatted code. */
export const CodeBlock = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: string;
}): ReactElement => (
  <pre className={styles.block} tabIndex={0} role="region" aria-label={label}>
    <code>{children}</code>
  </pre>
);
