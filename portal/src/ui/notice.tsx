import { CircleAlert, CircleCheck, Info, TriangleAlert, type Icon } from './icons.js';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.js';
import styles from './notice.module.css';

/** The tone of a notice. */
export type Tone = 'info' | 'good' | 'warn' | 'bad';

const ICONS: Record<Tone, Icon> = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert };

/** An inline message: what happened, why, and what to do. Screen readers announce a `live` one when it appears. */
export function Notice({
  tone = 'info',
  title,
  live = false,
  actions,
  children,
}: {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly live?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}): ReactElement {
  const Glyph = ICONS[tone];
  const role = live ? (tone === 'bad' || tone === 'warn' ? 'alert' : 'status') : undefined;
  return (
    <div className={classNames(styles.notice, styles[tone])} role={role}>
      <Glyph size={18} aria-hidden />
      <div className={styles.words}>
        {title !== undefined && <p className={styles.title}>{title}</p>}
        {children}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
