import type { ReactElement, ReactNode } from 'react';
import { isProblem } from '../api/api-problem.js';
import { Unreachable } from '../api/unreachable.js';
import { Notice } from './notice.js';
import styles from './problem-notice.module.css';

/** Says what went wrong and what to do, whatever was thrown; `title` comes before the words of the problem. */
export function ProblemNotice({
  problem,
  title,
  actions,
}: {
  readonly problem: unknown;
  readonly title?: string;
  readonly actions?: ReactNode;
}): ReactElement {
  if (problem instanceof Unreachable) {
    return (
      <Notice tone="warn" live title={title ?? 'The platform cannot be reached'} actions={actions}>
        <p>Nothing that you typed is lost. Try again once the platform is back.</p>
      </Notice>
    );
  }
  if (!isProblem(problem)) {
    return (
      <Notice tone="bad" live title={title ?? 'Something went wrong on this page'} actions={actions}>
        <p>{problem instanceof Error ? problem.message : 'Reload the page and try again.'}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="bad" live title={title ?? problem.message} actions={actions}>
      {title !== undefined && <p>{problem.message}</p>}
      {problem.fix !== undefined && <p>{problem.fix}</p>}
      {problem.requestId !== undefined && (
        <p className={styles.reference}>
          Reference: <code>{problem.requestId}</code>
        </p>
      )}
    </Notice>
  );
}
