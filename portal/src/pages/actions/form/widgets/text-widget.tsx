import type { WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { Switch } from '../../../../ui/switch.js';
import { TextField } from '../../../../ui/text-field.js';
import { fieldPropsOf } from './field-props.js';
import styles from './widgets.module.css';

const MODES = { email: 'email', uri: 'url', integer: 'numeric', number: 'decimal' } as const;

/** A string, which is masked where it is a secret, or a number; an invalid number is kept as typed and reported as an error. */
export function TextWidget(props: WidgetProps): ReactElement {
  const { id, value, schema, options, onChange, autofocus } = props;
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const mode = MODES[(schema.format ?? schema.type) as keyof typeof MODES];
  return (
    <TextField
      {...fieldPropsOf(props)}
      id={id}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={(text) => onChange(isNumber ? numberFrom(text) : text === '' ? undefined : text)}
      type={options['secret'] === true ? 'password' : 'text'}
      inputMode={mode ?? 'text'}
      autoComplete="off"
      spellCheck="false"
      autoFocus={autofocus}
    />
  );
}

function numberFrom(text: string): number | string | undefined {
  if (text.trim() === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}

/** A value or null, which differs from omitting the field. */
export const OrNoneWidget = (props: WidgetProps): ReactElement => (
  <div className={styles.list}>
    <TextWidget {...props} />
    <Switch isSelected={props.value === null} onChange={(none) => props.onChange(none ? null : undefined)}>
      Clear it
    </Switch>
  </div>
);
