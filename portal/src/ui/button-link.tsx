import type { Icon } from './icons.js';
import type { MouseEvent, ReactElement, ReactNode } from 'react';
import styles from './button.module.css';
import type { ButtonVariant } from './button.js';
import { classNames } from './class-names.js';

/** A link styled as a button; for pages of the portal, `href` starts with `#/`. */
export function ButtonLink({
  href,
  target,
  download,
  variant = 'secondary',
  icon: Glyph,
  onClick,
  children,
}: {
  readonly onClick?: (event: MouseEvent) => void;
  readonly href: string;
  readonly target?: '_blank';
  /** The file name of the download. */
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
      onClick={onClick}
      className={classNames(styles.button, styles[variant])}
    >
      {Glyph && <Glyph size={16} aria-hidden />}
      {children}
    </a>
  );
}
