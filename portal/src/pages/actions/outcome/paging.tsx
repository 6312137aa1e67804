import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { Spinner } from '../../../ui/spinner.js';
import type { AllPages } from '../run/all-pages.js';
import styles from './outcome.module.css';

/** The buttons that show other pages of a list, or all of them. */
export function Paging({
  pages,
  isBusy,
  hasEarlier,
  hasNext,
  onEarlier,
  onNext,
  onAll,
}: {
  readonly pages: AllPages;
  readonly isBusy: boolean;
  readonly hasEarlier: boolean;
  readonly hasNext: boolean;
  readonly onEarlier: () => void;
  readonly onNext: () => void;
  readonly onAll: () => void;
}): ReactElement | null {
  const { progress, problem, cancel } = pages;
  if (progress) {
    return (
      <div className={styles.tools}>
        <Spinner label="Reading all pages" visible />
        <span role="status">
          {progress.pages} {progress.pages === 1 ? 'page' : 'pages'}, {progress.items.toLocaleString()} items
        </span>
        <Button onPress={cancel}>Cancel</Button>
      </div>
    );
  }
  if (!hasEarlier && !hasNext) return null;
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problem} title="Not all pages could be read" />}
      <div className={styles.tools}>
        {hasEarlier && (
          <Button onPress={onEarlier} isDisabled={isBusy}>
            Previous page
          </Button>
        )}
        {hasNext && (
          <>
            <Button onPress={onNext} isPending={isBusy}>
              Next page
            </Button>
            <Button onPress={onAll} isDisabled={isBusy}>
              All pages
            </Button>
          </>
        )}
      </div>
    </>
  );
}
