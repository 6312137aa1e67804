import type { WidgetProps } from '@rjsf/utils';
import type { ReactElement } from 'react';
import { TextField } from '../../../../ui/text-field.js';
import { wordsOf } from './field-words.js';

const MODES = { email: 'email', uri: 'url', integer: 'numeric', number: 'decimal' } as const;

/** Text, and numbers: what cannot be read as one stays as it was typed, and is told to be wrong. */
export function TextWidget(props: WidgetProps): ReactElement {
  const { id, value, schema, onChange, autofocus } = props;
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const mode = MODES[(schema.format ?? schema.type) as keyof typeof MODES];
  return (
    <TextField
      {...wordsOf(props)}
      id={id}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={(text) => onChange(isNumber ? numberFrom(text) : text === '' ? undefined : text)}
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
