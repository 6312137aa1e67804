import type { ReactElement, ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names.js';

/** The tone of a badge, shown by its color. */
export type BadgeTone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

/** A badge with a state or a kind; `dot` marks a state. */
export function Badge({
  tone = 'neutral',
  dot = false,
  children,
}: {
  readonly tone?: BadgeTone;
  readonly dot?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return <span className={classNames(styles.badge, styles[tone], dot && styles.dot)}>{children}</span>;
}
