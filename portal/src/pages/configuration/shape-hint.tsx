import type { ReactElement } from 'react';
import { ADMIN_KEYS_PAGE } from '../../../../src/credentials/key-formats.js';
import { CircleAlert, CircleCheck } from '../../ui/icons.js';
import type { ShapeVerdict } from './judge-shape.js';
import { titleOfShape } from './save-problems.js';
import styles from './shape-hint.module.css';

/** What the shape of the key tells, below its field. */
export function ShapeHint({ verdict }: { readonly verdict: ShapeVerdict }): ReactElement {
  switch (verdict.kind) {
    case 'nothing':
      return (
        <>
          Paste an Admin key, which begins with sk-ant-admin. It is checked with Anthropic before it is saved.
        </>
      );
    case 'unfinished':
      return <>That is the beginning of an Admin key. Paste the whole of it.</>;
    case 'good':
      return (
        <span className={styles.good}>
          <CircleCheck size={16} aria-hidden /> This has the shape of an Admin key. Save checks it with
          Anthropic.
        </span>
      );
    case 'wrong':
      return (
        <span className={styles.wrong}>
          <strong>
            <CircleAlert size={16} aria-hidden /> {titleOfShape(verdict.problem.code)}
          </strong>
          <span>{verdict.problem.message}</span>
          <span className={styles.fix}>{withLink(verdict.problem.fix)}</span>
        </span>
      );
  }
}

/** The words of a fix, with the address in them as a link. */
function withLink(fix: string): ReactElement {
  const [before, after] = fix.split(ADMIN_KEYS_PAGE);
  if (after === undefined) return <>{fix}</>;
  return (
    <>
      {before}
      <a href={ADMIN_KEYS_PAGE} target="_blank" rel="noreferrer">
        {ADMIN_KEYS_PAGE.replace('https://', '')}
      </a>
      {after}
    </>
  );
}
