import type { Icon } from './icons.js';
import type { ReactElement } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './button.module.css';
import { classNames } from './class-names.js';

/** What an icon button takes; its label is what a screen reader says. */
export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly icon: Icon;
}

/** A button of an icon alone. */
export function IconButton({ label, icon: Glyph, ...rest }: IconButtonProps): ReactElement {
  return (
    <AriaButton {...rest} aria-label={label} className={classNames(styles.button, styles.quiet, styles.icon)}>
      <Glyph size={18} aria-hidden />
    </AriaButton>
  );
}
