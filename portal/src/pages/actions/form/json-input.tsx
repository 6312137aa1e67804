import { useState, type ReactElement } from 'react';
import { TextField } from '../../../ui/text-field.js';
import type { ActionInput } from '../catalog/action.js';
import { useUnfinished } from './unfinished.js';

const LINES = 12;

/** The input as JSON. What is not an object yet changes no input, so nothing may run meanwhile. */
export function JsonInput({
  data,
  onChange,
}: {
  readonly data: ActionInput;
  readonly onChange: (data: ActionInput) => void;
}): ReactElement {
  const given = JSON.stringify(data, null, 2);
  const [text, setText] = useState(given);
  const [shown, setShown] = useState(given);
  // A new value from outside, such as the example, replaces the text.
  if (given !== shown) {
    setShown(given);
    setText(given);
  }
  const read = inputFrom(text);
  useUnfinished(read === undefined ? 'Correct the JSON first.' : undefined);
  const type = (typed: string): void => {
    setText(typed);
    const next = inputFrom(typed);
    if (next === undefined) return;
    setShown(JSON.stringify(next, null, 2));
    onChange(next);
  };
  return (
    <TextField
      label="Input as JSON"
      rows={LINES}
      value={text}
      onChange={type}
      error={read === undefined ? `This is not a valid JSON object${whatIsWrong(text)}.` : undefined}
      spellCheck="false"
      autoComplete="off"
    />
  );
}

function inputFrom(text: string): ActionInput | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as ActionInput)
      : undefined;
  } catch {
    return undefined;
  }
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** What is missing at the end of a text, or where the browser found the fault, if it tells. */
function whatIsWrong(text: string): string {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    const closing = CLOSING[token];
    if (closing !== undefined) open.push(closing);
    else if (token === open.at(-1)) open.pop();
  }
  const missing = open.reverse().join('');
  try {
    JSON.parse(text + missing);
    return missing === '' ? '' : `: "${missing}" is missing at the end`;
  } catch (error) {
    const [, line, column] = /line (\d+),? column (\d+)/.exec(String(error)) ?? [];
    return line === undefined ? '' : `: see line ${line}, column ${column}`;
  }
}
