import type { Icon } from './icons.js';
import type { ReactElement, ReactNode } from 'react';
import styles from './button.module.css';
import type { ButtonVariant } from './button.js';
import { classNames } from './class-names.js';

/** A link that looks like a button; for pages of the portal the `href` begins with `#/`. */
export function ButtonLink({
  href,
  target,
  download,
  variant = 'secondary',
  icon: Glyph,
  children,
}: {
  readonly href: string;
  readonly target?: '_blank';
  /** The name under which the browser saves what is there. */
  readonly download?: string;
  readonly variant?: ButtonVariant;
  readonly icon?: Icon;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <a
      href={href}
      target={target}
      download={download}
      rel="noreferrer"
      className={classNames(styles.button, styles[variant])}
    >
      {Glyph && <Glyph size={16} aria-hidden />}
      {children}
    </a>
  );
}
