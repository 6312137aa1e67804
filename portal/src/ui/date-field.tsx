import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { TextField, type TextFieldProps } from './text-field.js';

const INCOMPLETE = {
  date: 'Complete the date, or clear the field.',
  'datetime-local': 'Complete the date and the time, or clear the field.',
} as const;

/**
 * A date, or a date and time. What is typed in part has no value, which looks like an empty field to a program: the field
 * says so once it is left, and `onPartial` tells at once.
 */
export function DateField({
  type,
  error,
  onPartial,
  ...rest
}: Omit<TextFieldProps, 'type'> & {
  readonly type: keyof typeof INCOMPLETE;
  readonly onPartial?: (isPartial: boolean) => void;
}): ReactElement {
  const [isWrong, setWrong] = useState(false);
  const look = ({ target, type: event }: SyntheticEvent): void => {
    const isPartial = target instanceof HTMLInputElement && target.validity.badInput;
    onPartial?.(isPartial);
    if (event === 'blur' || !isPartial) setWrong(isPartial);
  };
  return (
    <TextField
      {...rest}
      type={type}
      error={isWrong ? INCOMPLETE[type] : error}
      // Browsers send no event for a change where the value stays empty.
      onKeyUp={look}
      onBlur={look}
      onInput={look}
    />
  );
}
