import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import styles from './activity.module.css';
import { auditQuery } from './audit-api.js';
import type { AuditPage } from './audit-api.js';
import { deedsOf, type Deed } from './deeds.js';
import { EntryDialog } from './entry-dialog.js';
import { EntryTable } from './entry-table.js';
import { isFiltered } from './filters.js';
import type { AuditFilters } from './filters.js';

const LIVE_MS = 2_000;

/** The matching entries, and the open one. Following live shows only the newest page. */
export function Entries({
  filters,
  isLive,
  onFilter,
  onLeaveLive,
}: {
  readonly filters: AuditFilters;
  readonly isLive: boolean;
  readonly onFilter: (filters: AuditFilters) => void;
  readonly onLeaveLive: () => void;
}): ReactElement {
  const [open, setOpen] = useState<Deed>();
  const client = useQueryClient();
  useEffect(() => {
    // A query of several pages would fetch all of them again each time.
    if (isLive) client.setQueryData(auditQuery(filters).queryKey, (data) => data && firstPageOf(data));
  }, [client, isLive, filters]);
  const query = useInfiniteQuery({
    ...auditQuery(filters),
    refetchInterval: isLive ? LIVE_MS : false,
    placeholderData: (before) => before,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  if (!data)
    return error ? (
      <ProblemNotice problem={error} />
    ) : (
      <Card>
        <Skeleton lines={8} />
      </Card>
    );

  const deeds = deedsOf(data.pages.flatMap((page) => page.data));
  const older = (): void => {
    onLeaveLive();
    void fetchNextPage();
  };
  return (
    <div className={styles.entries}>
      {error && <ProblemNotice problem={error} title="These entries may be out of date" />}
      {deeds.length === 0 ? (
        <Card>
          <p>{isFiltered(filters) ? 'No entries match the filters.' : 'There is no activity yet.'}</p>
        </Card>
      ) : (
        <EntryTable deeds={deeds} onOpen={setOpen} />
      )}
      <div className={styles.foot}>
        {hasNextPage && (
          <Button isPending={isFetchingNextPage} onPress={older}>
            Load older entries
          </Button>
        )}
        <p role="status">
          {isLive ? 'Following live: new entries appear automatically. ' : ''}
          {deeds.length} {deeds.length === 1 ? 'entry' : 'entries'} shown
        </p>
      </div>
      {open && (
        <EntryDialog
          key={open.entry.seq}
          deed={open}
          onClose={() => setOpen(undefined)}
          onFilter={(wanted) => {
            setOpen(undefined);
            onFilter(wanted);
          }}
        />
      )}
    </div>
  );
}

const firstPageOf = ({ pages, pageParams }: InfiniteData<AuditPage>) => ({
  pages: pages.slice(0, 1),
  pageParams: pageParams.slice(0, 1),
});
