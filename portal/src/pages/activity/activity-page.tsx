import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { useLocation, useSearch } from 'wouter';
import { connectorsQuery } from '../../api/connectors.js';
import { allows, useSession } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ShieldCheck, X } from '../../ui/icons.js';
import { Notice } from '../../ui/notice.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { Switch } from '../../ui/switch.js';
import styles from './activity.module.css';
import { verifyChain } from './audit-api.js';
import { Entries } from './entries.js';
import { ExportButtons } from './export-buttons.js';
import { FilterBar } from './filter-bar.js';
import { filtersIn, isFiltered, NO_FILTERS, searchOf } from './filters.js';
import type { AuditFilters } from './filters.js';
import { VerifyNotice } from './verify-notice.js';
import { useIdsOf } from './wanted-actions.js';

/** The activity: the audit log with filters, live updates and export. */
export default function ActivityPage(): ReactElement {
  const search = useSearch();
  const [path, go] = useLocation();
  const filters = useMemo(() => filtersIn(search), [search]);
  const setFilters = (wanted: AuditFilters): void => go(`${path}${searchOf(wanted)}`, { replace: true });
  const [live, setLive] = useState(false);
  const settled = useIdsOf(useDebounced(filters));
  const verify = useMutation({ mutationFn: verifyChain });
  const { permissions } = useSession();
  const { data: connectors } = useQuery(connectorsQuery);
  const needed = connectors?.map(({ id }) => `${id}:audit:read`);
  if (needed && !needed.some((permission) => allows(permissions, permission))) {
    return (
      <PageBody>
        <PageHeader title="Activity" />
        <Notice title="You may not read the activity">
          <p>
            You need the permission <code>{needed[0]}</code> to read the activity. Ask your administrator.
          </p>
        </Notice>
      </PageBody>
    );
  }

  return (
    <PageBody>
      <PageHeader
        title="Activity"
        description="What was done with your connections, by whom, and how it ended. Changes to entries can be detected."
        aside={
          <Button icon={ShieldCheck} isPending={verify.isPending} onPress={() => verify.mutate()}>
            Check for tampering
          </Button>
        }
      />
      <VerifyNotice verdict={verify.data} problem={verify.error} />
      <Card>
        <FilterBar filters={filters} onChange={setFilters} />
        <div className={styles.tools}>
          <Switch isSelected={live} onChange={setLive}>
            Follow live
          </Switch>
          <span className={styles.gap} />
          {isFiltered(filters) && (
            <Button variant="quiet" icon={X} onPress={() => setFilters(NO_FILTERS)}>
              Clear filters
            </Button>
          )}
          <ExportButtons filters={settled} />
        </div>
      </Card>
      <Entries filters={settled} isLive={live} onFilter={setFilters} onLeaveLive={() => setLive(false)} />
    </PageBody>
  );
}

const PAUSE_MS = 300;

/** A value that is updated once it stays unchanged for a moment, which limits the requests while typing. */
export function useDebounced<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
