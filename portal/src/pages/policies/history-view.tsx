import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { versionsQuery, type PolicyState } from './policies-api.js';
import styles from './policies.module.css';
import { VersionBadges } from './version-badges.js';
import { VersionButtons } from './version-buttons.js';
import { FoldedVersion, VersionFacts } from './version-view.js';

/** All versions, newest first; any of them can be put in force. */
export function HistoryView({
  state,
  mayWrite,
}: {
  readonly state: PolicyState;
  readonly mayWrite: boolean;
}): ReactElement {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(versionsQuery);
  if (!data) return error ? <ProblemNotice problem={error} /> : <Skeleton lines={6} />;
  const versions = data.pages.flatMap((page) => page.data);
  return (
    <div className={styles.stack}>
      {versions.map((version) => (
        <Card
          key={version.version}
          title={`Version ${version.version}`}
          aside={<VersionBadges version={version.version} state={state} />}
        >
          <VersionFacts version={version} />
          <FoldedVersion number={version.version} />
          <VersionButtons version={version.version} state={state} mayWrite={mayWrite} />
        </Card>
      ))}
      {versions.length === 1 && (
        <p className={styles.quiet}>
          There is only what the platform ships. A draft that is saved is listed here.
        </p>
      )}
      {error && <ProblemNotice problem={error} />}
      {hasNextPage && (
        <div className={styles.buttons}>
          <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            Show older versions
          </Button>
        </div>
      )}
    </div>
  );
}
