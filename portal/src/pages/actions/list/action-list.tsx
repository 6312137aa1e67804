import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useConnector, usePermission } from '../../../session/connector-context.js';
import { Button } from '../../../ui/button.js';
import { focusHeading } from '../../../ui/card.js';
import { Notice } from '../../../ui/notice.js';
import { PageBody, PageHeader } from '../../../ui/page.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { Skeleton } from '../../../ui/skeleton.js';
import { grouped } from '../catalog/action.js';
import { catalogQuery, useSwitches } from '../catalog/catalog-api.js';
import { ReadOnlySwitch } from '../catalog/read-only.js';
import { listPath } from '../paths.js';
import { ActionGroupCard, headingOf } from './action-group-card.js';
import { filtered, filterFrom, queryOf } from './filter.js';
import type { ActionFilter } from './filter.js';
import { Filters } from './filters.js';
import styles from './list.module.css';

/** All actions by group, with filters and switches. */
export function ActionList(): ReactElement {
  const connector = useConnector();
  const filter = filterFrom(useSearch());
  const [, go] = useLocation();
  const maySee = usePermission('switches:read');
  const switches = useSwitches();
  const catalog = useQuery(catalogQuery(connector.id, filter.show === 'foreign' ? 'foreign' : 'own'));
  const shown = catalog.data && filtered(catalog.data, filter, switches);
  const groups = shown ? grouped(shown) : [];
  const narrow = (change: Partial<ActionFilter>): void =>
    go(listPath(connector.id, queryOf({ ...filter, ...change })), { replace: true });

  return (
    <PageBody>
      <PageHeader
        title="Actions"
        description="Every operation for the key of the connection, and what the API does not offer. Under “Show” are those that need another credential. Scripts and agents use the same ones."
        aside={maySee && <ReadOnlySwitch />}
      />
      <Filters filter={filter} count={shown?.length} onChange={narrow} />
      {filter.show === 'foreign' && (
        <Notice title="These actions need another credential">
          <p>
            They do not work with the key of the connection. Each one names the credential it needs and where
            to use it.
          </p>
        </Notice>
      )}
      {!shown && (catalog.error ? <ProblemNotice problem={catalog.error} /> : <Skeleton lines={8} />)}
      {shown?.length === 0 && (
        <Notice title="No actions found">
          <p>Try other words or clear the filters.</p>
        </Notice>
      )}
      {groups.length > 1 && (
        <nav aria-label="Jump to a group" className={styles.jump}>
          {groups.map(({ title }) => (
            <Button key={title} variant="quiet" onPress={() => focusHeading(headingOf(title))}>
              {title}
            </Button>
          ))}
        </nav>
      )}
      <div className={styles.groups}>
        {groups.map((group) => (
          <ActionGroupCard key={group.title} group={group} switches={switches} query={queryOf(filter)} />
        ))}
      </div>
    </PageBody>
  );
}
