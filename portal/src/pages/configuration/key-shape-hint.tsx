import type { ReactElement } from 'react';
import { useConnector } from '../../session/connector-context.js';
import { CircleAlert, CircleCheck } from '../../ui/icons.js';
import type { KeyShape } from './key-guide.js';
import styles from './key-shape-hint.module.css';
import { titleOfKey } from './save-problems.js';

/** The result of the format check, below the field. */
export function KeyShapeHint({ shape }: { readonly shape: KeyShape }): ReactElement {
  const connector = useConnector();
  switch (shape.kind) {
    case 'hint':
      return <>{shape.text}</>;
    case 'inside':
      return (
        <span className={styles.wrong}>
          <strong>
            <CircleAlert size={16} aria-hidden /> {shape.text}
          </strong>
        </span>
      );
    case 'good':
      return (
        <span className={styles.good}>
          <CircleCheck size={16} aria-hidden /> {shape.text}
        </span>
      );
    case 'wrong':
      return (
        <span className={styles.wrong}>
          <strong>
            <CircleAlert size={16} aria-hidden /> {titleOfKey(shape.problem, connector)}
          </strong>
          <span>{shape.problem.message}</span>
          <span className={styles.fix}>
            <WithLink text={shape.problem.fix} />
          </span>
        </span>
      );
  }
}

/** A text with the URL of the page for keys as a link. */
function WithLink({ text }: { readonly text: string }): ReactElement {
  const { page } = useConnector().credential;
  const [before, after] = text.split(page);
  if (after === undefined) return <>{text}</>;
  return (
    <>
      {before}
      <a href={page} target="_blank" rel="noreferrer">
        {page.replace('https://', '')}
      </a>
      {after}
    </>
  );
}
