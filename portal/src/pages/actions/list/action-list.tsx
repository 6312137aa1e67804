import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useMay } from '../../../session/session-context.js';
import { Notice } from '../../../ui/notice.js';
import { PageBody } from '../../../ui/page-body.js';
import { PageHeader } from '../../../ui/page-header.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { Skeleton } from '../../../ui/skeleton.js';
import { catalogQuery } from '../catalog/catalog-api.js';
import { grouped } from '../catalog/groups.js';
import { useSwitches } from '../catalog/use-switches.js';
import { listPath } from '../paths.js';
import { ActionGroupCard } from './action-group-card.js';
import { filtered, filterFrom, queryOf, type Filter } from './filter.js';
import { Filters } from './filters.js';
import { ReadOnlySwitch } from './read-only-switch.js';

/** Every action, by groups, with what narrows the list and what switches actions off. */
export function ActionList(): ReactElement {
  const filter = filterFrom(useSearch());
  const [, go] = useLocation();
  const maySee = useMay('switches:read');
  const switches = useSwitches();
  const catalog = useQuery(catalogQuery(filter.show === 'foreign' ? 'foreign' : 'own'));
  const shown = catalog.data && filtered(catalog.data, filter, switches);
  const narrow = (change: Partial<Filter>): void =>
    go(listPath(queryOf({ ...filter, ...change })), { replace: true });

  return (
    <PageBody>
      <PageHeader
        title="Actions"
        description="Everything that the Admin API can do with your key. Try one here; scripts and agents run the same."
        aside={maySee && <ReadOnlySwitch switches={switches} />}
      />
      <Filters filter={filter} count={shown?.length} onChange={narrow} />
      {switches?.read_only && (
        <Notice tone="warn" title="Read-only mode is on">
          <p>
            Every action that writes is off, for everybody in your organization, also over the API and MCP.
          </p>
        </Notice>
      )}
      {filter.show === 'foreign' && (
        <Notice title="These want another credential than an Admin key">
          <p>
            They cannot be run with your connection. Each says which credential it wants, and where to do it.
          </p>
        </Notice>
      )}
      {!shown && (catalog.error ? <ProblemNotice problem={catalog.error} /> : <Skeleton lines={8} />)}
      {shown?.length === 0 && (
        <Notice title="No action is like this">
          <p>Try fewer words, or widen the filters.</p>
        </Notice>
      )}
      {shown &&
        grouped(shown).map((group) => (
          <ActionGroupCard key={group.title} group={group} switches={switches} query={queryOf(filter)} />
        ))}
    </PageBody>
  );
}
