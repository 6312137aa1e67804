import type { Icon } from './icons.js';
import type { ReactElement } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './button.module.css';
import { classNames } from './class-names.js';

/** The props of an icon button; the label is its accessible name. */
export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly icon: Icon;
}

/** A button with only an icon. */
export function IconButton({ label, icon: Glyph, ...rest }: IconButtonProps): ReactElement {
  return (
    <AriaButton {...rest} aria-label={label} className={classNames(styles.button, styles.quiet, styles.icon)}>
      <Glyph size={18} aria-hidden />
    </AriaButton>
  );
}
