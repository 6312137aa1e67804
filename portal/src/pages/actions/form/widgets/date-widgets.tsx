import type { WidgetProps } from '@rjsf/utils';
import { useState, type ReactElement } from 'react';
import { DateField } from '../../../../ui/date-field.js';
import { useUnfinished } from '../unfinished.js';
import { fieldPropsOf } from './field-props.js';

/** A date (`2026-11-01`), with the browser's date picker. */
export function DateWidget(props: WidgetProps): ReactElement {
  const [isPartial, setPartial] = useState(false);
  useUnfinished(isPartial ? `Complete the date "${props.label}" first.` : undefined);
  return (
    <DateField
      {...fieldPropsOf(props)}
      type="date"
      value={typeof props.value === 'string' ? props.value : ''}
      onChange={(day) => props.onChange(day === '' ? undefined : day)}
      onPartial={setPartial}
    />
  );
}

/** A date and time in UTC, as in the reports of the API (`2026-11-01T00:00:00Z`). */
export function DateTimeWidget(props: WidgetProps): ReactElement {
  const [isPartial, setPartial] = useState(false);
  useUnfinished(isPartial ? `Complete the date and time "${props.label}" first.` : undefined);
  const { label, ...words } = fieldPropsOf(props);
  return (
    <DateField
      {...words}
      label={`${label}, UTC`}
      type="datetime-local"
      value={localForm(props.value)}
      onChange={(text) => props.onChange(text === '' ? undefined : utcFrom(text))}
      onPartial={setPartial}
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
