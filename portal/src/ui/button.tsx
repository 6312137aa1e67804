import type { Icon } from './icons.js';
import type { ReactElement, ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './button.module.css';
import { classNames } from './class-names.js';
import { Spinner } from './spinner.js';

/** The prominence of a button: at most one `primary` per view; `danger` for irreversible actions. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

/** The props of a button. */
export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly variant?: ButtonVariant;
  readonly icon?: Icon;
  readonly children: ReactNode;
}

/**
 * A button. `isPending` keeps focus and label, shows a spinner and ignores further presses. (The pending state of React Aria
 * announces the button by its id, which fails once the button is removed.)
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
