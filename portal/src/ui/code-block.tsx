import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactElement } from 'react';
import { classNames } from './class-names.js';
import styles from './code-block.module.css';

/** Preformatted code. */
export const CodeBlock = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: string;
}): ReactElement => (
  <pre className={styles.block} tabIndex={0} role="region" aria-label={label}>
    <code>{children}</code>
  </pre>
);

/** In pixels, as in the style sheet. */
const LINE_HEIGHT = 20;
const SPARE_LINES = 20;

/** Preformatted code of any length: only the lines in sight are in the page. */
export function CodeLines({
  label,
  lines,
  shown,
}: {
  readonly label: string;
  readonly lines: readonly string[];
  /** How a line is shown. */
  readonly shown: (line: string) => string;
}): ReactElement {
  const frame = useRef<HTMLPreElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: SPARE_LINES,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const text = lines.slice(first, (items.at(-1)?.index ?? -1) + 1).map(shown);
  return (
    <pre
      ref={frame}
      className={classNames(styles.block, styles.lines)}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <div style={{ height: virtual.getTotalSize() }}>
        <code style={{ transform: `translateY(${first * LINE_HEIGHT}px)` }}>{text.join('\n')}</code>
      </div>
    </pre>
  );
}
