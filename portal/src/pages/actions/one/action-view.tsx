import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useSearch } from 'wouter';
import { ButtonLink } from '../../../ui/button-link.js';
import { ArrowLeft } from '../../../ui/icons.js';
import { PageBody } from '../../../ui/page-body.js';
import { PageHeader } from '../../../ui/page-header.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { Skeleton } from '../../../ui/skeleton.js';
import { ActionBadges } from '../catalog/action-badges.js';
import { actionQuery } from '../catalog/catalog-api.js';
import { useSwitches } from '../catalog/use-switches.js';
import { listPath } from '../paths.js';
import { About } from './about.js';
import { LimitationNotice } from './limitation-notice.js';
import styles from './one.module.css';
import { SwitchedOffNotice } from './switched-off-notice.js';
import { Workbench } from './workbench.js';

/** One action: what it is, its input, and what came of it. */
export default function ActionView({ id }: { readonly id: string }): ReactElement {
  const query = useSearch();
  const { data: action, error } = useQuery(actionQuery(id));
  const switches = useSwitches();
  const back = (
    <div className={styles.back}>
      <ButtonLink href={`#${listPath(query === '' ? '' : `?${query}`)}`} variant="quiet" icon={ArrowLeft}>
        All actions
      </ButtonLink>
    </div>
  );
  if (!action) {
    return (
      <PageBody>
        {back}
        <PageHeader title={id} />
        {error ? <ProblemNotice problem={error} /> : <Skeleton lines={6} />}
      </PageBody>
    );
  }
  return (
    <PageBody>
      {back}
      <PageHeader key={action.id} title={action.title} description={action.description} />
      <p className={styles.badges}>
        <code>{action.id}</code>
        <ActionBadges action={action} switches={switches} />
      </p>
      {action.limitations
        .filter(({ fields }) => fields === undefined && !action.available)
        .map((limitation) => (
          <LimitationNotice key={limitation.id} limitation={limitation} as="fact" />
        ))}
      <SwitchedOffNotice action={action} switches={switches} />
      <Workbench action={action} aside={<About action={action} switches={switches} />} />
    </PageBody>
  );
}
