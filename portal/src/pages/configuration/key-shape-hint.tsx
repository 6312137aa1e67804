import type { ReactElement } from 'react';
import { ADMIN_KEYS_PAGE } from '../../../../src/credentials/key-formats.js';
import { shapeProblem } from '../../../../src/credentials/key-shape.js';
import type { KeyProblem } from '../../api/connections.js';
import { CircleAlert, CircleCheck } from '../../ui/icons.js';
import styles from './key-shape-hint.module.css';
import { titleOfShape } from './save-problems.js';

/** The result of checking the format of a key while it is typed. It contains no part of the key. */
export type KeyShape =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'good' }
  | { readonly kind: 'wrong'; readonly problem: KeyProblem };

const BEGINNING = 'sk-ant-admin01-';

/** Checks the format of a key while it is typed, with the rules of the connector; the start of a valid key is not an error. */
export function checkKeyShape(typed: string): KeyShape {
  const text = typed.trim();
  if (text === '') return { kind: 'nothing' };
  if (BEGINNING.startsWith(text)) return { kind: 'unfinished' };
  const problem = shapeProblem(text);
  if (problem === undefined) return { kind: 'good' };
  return problem.code === 'key_incomplete' ? { kind: 'unfinished' } : { kind: 'wrong', problem };
}

/** The format problem of a key before it is sent. */
export const refusedByShape = (typed: string): KeyProblem | undefined => shapeProblem(typed.trim());

/** The result of the format check, below the field. */
export function KeyShapeHint({ verdict }: { readonly verdict: KeyShape }): ReactElement {
  switch (verdict.kind) {
    case 'nothing':
      return <>Your Admin key starts with sk-ant-admin. It is checked with Anthropic before it is saved.</>;
    case 'unfinished':
      return <>This is the start of an Admin key. Paste the complete key.</>;
    case 'good':
      return (
        <span className={styles.good}>
          <CircleCheck size={16} aria-hidden /> Looks like an Admin key. Saving checks it with Anthropic.
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

/** The text of a fix, with its URL as a link. */
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
