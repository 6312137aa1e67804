import { useState, type ReactElement } from 'react';
import { TextField } from '../../../ui/text-field.js';
import type { Input } from '../catalog/action.js';

const LINES = 12;

/** The input as JSON, for what is easier written than clicked. */
export function JsonInput({
  data,
  onChange,
}: {
  readonly data: Input;
  readonly onChange: (data: Input) => void;
}): ReactElement {
  const given = JSON.stringify(data, null, 2);
  const [text, setText] = useState(given);
  const [told, setTold] = useState(given);
  // Another value from outside (the example, say) replaces the text; our own is in it already.
  if (given !== told) {
    setTold(given);
    setText(given);
  }
  const read = inputFrom(text);
  const type = (typed: string): void => {
    setText(typed);
    const next = inputFrom(typed);
    if (next === undefined) return;
    setTold(JSON.stringify(next, null, 2));
    onChange(next);
  };
  return (
    <TextField
      label="Input as JSON"
      rows={LINES}
      value={text}
      onChange={type}
      error={read === undefined ? 'This is not a JSON object yet; the last one that was counts.' : undefined}
      spellCheck="false"
      autoComplete="off"
    />
  );
}

function inputFrom(text: string): Input | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Input)
      : undefined;
  } catch {
    return undefined;
  }
}
