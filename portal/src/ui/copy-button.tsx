import { useEffect, useState, type ReactElement } from 'react';
import { Button } from './button.js';
import { CircleCheck, Copy } from './icons.js';

const TOLD_MS = 2_000;

/** A button that copies a text. */
export function CopyButton({
  text,
  label = 'Copy',
}: {
  /** A function makes the text when it is wanted. */
  readonly text: string | (() => string);
  readonly label?: string;
}): ReactElement {
  const [result, setResult] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (result === undefined) return;
    const timer = setTimeout(() => setResult(undefined), TOLD_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = (): void => {
    // Over plain HTTP, browsers provide no clipboard except on localhost.
    const written =
      navigator.clipboard?.writeText(typeof text === 'string' ? text : text()) ??
      Promise.reject(new Error('no clipboard'));
    written.then(
      () => setResult('copied'),
      () => setResult('failed'),
    );
  };
  return (
    <>
      <Button icon={result === 'copied' ? CircleCheck : Copy} onPress={copy}>
        {result === 'failed' ? 'Select and copy manually' : result === 'copied' ? 'Copied' : label}
      </Button>
      <span className="visually-hidden" role="status">
        {result === 'copied' ? 'Copied' : ''}
      </span>
    </>
  );
}
