import type { ReactElement, ReactNode } from 'react';
import { isProblem, Unreachable } from '../api/api-problem.js';
import { Notice, type Tone } from './notice.js';
import styles from './notice.module.css';

/** Shows any thrown value as a notice with a fix; `title` replaces the title of the problem, and `said` what follows it. */
export function ProblemNotice({
  problem,
  title,
  said,
  note,
  hasFix = true,
  tone = 'bad',
  actions,
}: {
  readonly problem: unknown;
  readonly title?: string;
  /** The message of the problem by default; null for none. */
  readonly said?: string | null | undefined;
  /** One more sentence. */
  readonly note?: string | undefined;
  /** Whether the fix of the problem is shown. */
  readonly hasFix?: boolean;
  /** How bad it is. */
  readonly tone?: Tone;
  readonly actions?: ReactNode;
}): ReactElement {
  if (problem instanceof Unreachable) {
    return (
      <Notice tone="warn" live title={title ?? 'The platform cannot be reached'} actions={actions}>
        <p>Your input is kept. Try again once the platform is back.</p>
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
    <Notice tone={tone} live title={title ?? problem.message} actions={actions}>
      {title !== undefined && said !== null && <p>{said ?? problem.message}</p>}
      {note !== undefined && <p>{note}</p>}
      {hasFix && problem.fix !== undefined && <p>{problem.fix}</p>}
      {problem.requestId !== undefined && (
        <p className={styles.reference}>
          Reference: <code>{problem.requestId}</code>
        </p>
      )}
    </Notice>
  );
}
