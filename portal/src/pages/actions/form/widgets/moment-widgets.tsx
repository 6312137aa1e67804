import type { WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { TextField } from '../../../../ui/text-field.js';
import { wordsOf } from './field-words.js';

/** A day, `2026-11-01`, by the browser's own picker. */
export const DateWidget = (props: WidgetProps): ReactElement => (
  <TextField
    {...wordsOf(props)}
    type="date"
    value={typeof props.value === 'string' ? props.value : ''}
    onChange={(day) => props.onChange(day === '' ? undefined : day)}
  />
);

/** A moment in UTC, as the reports of the API count time; its value is `2026-11-01T00:00:00Z`. */
export function DateTimeWidget(props: WidgetProps): ReactElement {
  const { label, ...words } = wordsOf(props);
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

/** A moment as the field takes it; empty where there is none. */
export function localForm(value: unknown): string {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(date.getTime())) return '';
  return date.toISOString().slice(0, date.getUTCSeconds() === 0 ? 16 : 19);
}

/** What the field gives, `2026-11-01T00:00`, as a moment in UTC. */
export const utcFrom = (text: string): string => `${text.length === 16 ? `${text}:00` : text}Z`;
