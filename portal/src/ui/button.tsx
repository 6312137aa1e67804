import type { Icon } from './icons.js';
import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './button.module.css';
import { classNames } from './class-names.js';
import { Spinner } from './spinner.js';

/** How much a button stands out: at most one `primary` in a view; `danger` for what cannot be undone. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

/** What a button takes. */
export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly variant?: ButtonVariant;
  readonly icon?: Icon;
  readonly children: ReactNode;
}

/**
 * A button. `isPending` keeps its focus and its label, shows a spinner and lets no second press through. (React Aria's own
 * pending state announces the button by its id, which is gone where the button is.)
 */
export function Button({
  variant = 'secondary',
  icon: Glyph,
  isPending = false,
  type,
  onPress,
  children,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <AriaButton
      {...rest}
      type={isPending ? 'button' : type}
      onPress={isPending ? undefined : onPress}
      data-pending={isPending || undefined}
      className={classNames(styles.button, styles[variant])}
    >
      {isPending ? <Spinner label="Working" /> : Glyph && <Glyph size={16} aria-hidden />}
      {children}
    </AriaButton>
  );
}
