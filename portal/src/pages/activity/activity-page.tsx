import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ShieldCheck, X } from '../../ui/icons.js';
import { PageBody } from '../../ui/page-body.js';
import { PageHeader } from '../../ui/page-header.js';
import { Switch } from '../../ui/switch.js';
import styles from './activity-page.module.css';
import { verifyChain } from './audit-api.js';
import { Entries } from './entries.js';
import { ExportButtons } from './export-buttons.js';
import { FilterBar } from './filter-bar.js';
import { isFiltered, NO_FILTERS, type Filters } from './filters.js';
import { useSettled } from './use-settled.js';
import { VerifyNotice } from './verify-notice.js';

/** Activity: what was done, by whom, and how it ended. */
export default function ActivityPage(): ReactElement {
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [live, setLive] = useState(false);
  const settled = useSettled(filters);
  const verify = useMutation({ mutationFn: verifyChain });

  return (
    <PageBody>
      <PageHeader
        title="Activity"
        description="What was done with your connections, by whom, and how it ended. Entries are chained by their hashes and never changed."
        aside={
          <Button icon={ShieldCheck} isPending={verify.isPending} onPress={() => verify.mutate()}>
            Verify the chain
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
          <Button
            variant="quiet"
            icon={X}
            isDisabled={!isFiltered(filters)}
            onPress={() => setFilters(NO_FILTERS)}
          >
            Clear the filters
          </Button>
          <ExportButtons filters={settled} />
        </div>
      </Card>
      <Entries filters={settled} isLive={live} onFilter={setFilters} onLeaveLive={() => setLive(false)} />
    </PageBody>
  );
}
