import { useEffect, useState, type ReactElement } from 'react';
import { Button } from './button.js';
import { CircleCheck, Copy } from './icons.js';

const TOLD_MS = 2_000;

/** Copies a text, and says so. */
export function CopyButton({
  text,
  label = 'Copy',
}: {
  readonly text: string;
  readonly label?: string;
}): ReactElement {
  const [told, setTold] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (told === undefined) return;
    const timer = setTimeout(() => setTold(undefined), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  const copy = (): void => {
    // Where a page may not use the clipboard (plain http on another host), there is none.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setTold('copied'),
      () => setTold('failed'),
    );
  };
  return (
    <>
      <Button icon={told === 'copied' ? CircleCheck : Copy} onPress={copy}>
        {told === 'failed' ? 'Select and copy by hand' : told === 'copied' ? 'Copied' : label}
      </Button>
      <span className="visually-hidden" role="status">
        {told === 'copied' ? 'Copied' : ''}
      </span>
    </>
  );
}
