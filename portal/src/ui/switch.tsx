import type { ReactElement, ReactNode } from 'react';
import { Switch as AriaSwitch, type SwitchProps as AriaProps } from 'react-aria-components/Switch';
import styles from './switch.module.css';

/** A switch; without children it needs an `aria-label`. */
export function Switch({
  children,
  ...rest
}: Omit<AriaProps, 'className' | 'style' | 'children'> & { readonly children?: ReactNode }): ReactElement {
  return (
    <AriaSwitch {...rest} className={styles.switch}>
      <span className={styles.track} />
      {children}
    </AriaSwitch>
  );
}
