import type { WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { Switch } from '../../../../ui/switch.js';
import styles from './widgets.module.css';
import { TextWidget } from './text-widget.js';

/** A value, or expressly none (null), which is not the same as leaving it out. */
export const OrNoneWidget = (props: WidgetProps): ReactElement => (
  <div className={styles.list}>
    <TextWidget {...props} />
    <Switch isSelected={props.value === null} onChange={(none) => props.onChange(none ? null : undefined)}>
      {props.label}: none (null)
    </Switch>
  </div>
);
