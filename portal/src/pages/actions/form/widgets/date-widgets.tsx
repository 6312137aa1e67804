import type { WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { TextField } from '../../../../ui/text-field.js';
import { fieldPropsOf } from './field-props.js';

/** A date (`2026-11-01`), with the browser's date picker. */
export const DateWidget = (props: WidgetProps): ReactElement => (
  <TextField
    {...fieldPropsOf(props)}
    type="date"
    value={typeof props.value === 'string' ? props.value : ''}
    onChange={(day) => props.onChange(day === '' ? undefined : day)}
  />
);

/** A date and time in UTC, as in the reports of the API (`2026-11-01T00:00:00Z`). */
export function DateTimeWidget(props: WidgetProps): ReactElement {
  const { label, ...words } = fieldPropsOf(props);
  return (
    <TextField
      {...words}
      label={`${label}, UTC`}
      type="datetime-local"
      value={localForm(props.value)}
      onChange={(text) => props.onChange(text === '' ? undefined : utcFrom(text))}
    />
  );
}

/** The value of the field for a time; empty if there is none. */
export function localForm(value: unknown): string {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) return '';
  return date.toISOString().slice(0, date.getUTCSeconds() === 0 ? 16 : 19);
}

/** The time in UTC for a value of the field (`2026-11-01T00:00`). */
export const utcFrom = (text: string): string => `${text.length === 16 ? `${text}:00` : text}Z`;
