import type { Icon } from './icons.js';
import type { ReactElement, ReactNode } from 'react';
import styles from './button.module.css';
import type { ButtonVariant } from './button.js';
import { classNames } from './class-names.js';

/** A link that looks like a button; for pages of the portal the `href` begins with `#/`. */
export function ButtonLink({
  href,
  target,
  variant = 'secondary',
  icon: Glyph,
  children,
}: {
  readonly href: string;
  readonly target?: '_blank';
  readonly variant?: ButtonVariant;
  readonly icon?: Icon;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <a href={href} target={target} rel="noreferrer" className={classNames(styles.button, styles[variant])}>
      {Glyph && <Glyph size={16} aria-hidden />}
      {children}
    </a>
  );
}
