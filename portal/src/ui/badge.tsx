import type { ReactElement, ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names.js';

/** What a badge tells by its colour, beside its word. */
export type BadgeTone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

/** A word about a state or a kind; `dot` marks a state. */
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
