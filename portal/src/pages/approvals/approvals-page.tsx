import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { useParams } from 'wouter';
import { ButtonLink } from '../../ui/button-link.js';
import { ArrowLeft } from '../../ui/icons.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Tabs } from '../../ui/tabs.js';
import { ApprovalCard } from './approval-card.js';
import {
  approvalQuery,
  approvalsQuery,
  nextChange,
  type Approval,
  type ApprovalsView,
} from './approvals-api.js';
import styles from './approvals.module.css';

const OPEN: ReadonlySet<string> = new Set(['pending', 'approved', 'applying']);

/** Approvals: to decide, one's own, and done; or one of them. */
export default function ApprovalsPage(): ReactElement {
  const { id } = useParams<{ id?: string }>();
  useLive();
  return (
    <PageBody>
      <PageHeader
        title="Approvals"
        description="Calls that need another person. An approval holds for exactly the call that is shown, once."
        aside={
          id !== undefined && (
            <ButtonLink href="#/approvals" icon={ArrowLeft}>
              All approvals
            </ButtonLink>
          )
        }
      />
      {id === undefined ? <All /> : <One id={id} />}
    </PageBody>
  );
}

const All = (): ReactElement => (
  <Tabs
    label="Approvals"
    views={[
      {
        id: 'to_decide',
        title: 'To decide',
        view: <List view="to_decide" none="Nothing waits for your decision." />,
      },
      { id: 'mine', title: 'Mine', view: <List view="mine" none="You have not asked for anything." /> },
      {
        id: 'done',
        title: 'Done',
        view: (
          <List view="all" none="Nothing has been decided yet." shows={({ state }) => !OPEN.has(state)} />
        ),
      },
    ]}
  />
);

function List({
  view,
  none,
  shows = () => true,
}: {
  readonly view: ApprovalsView;
  readonly none: string;
  readonly shows?: (approval: Approval) => boolean;
}): ReactElement {
  const { data, error } = useQuery(approvalsQuery(view));
  if (!data) return error ? <ProblemNotice problem={error} /> : <Skeleton lines={5} />;
  const shown = data.data.filter(shows);
  return (
    <div className={styles.list}>
      {shown.length === 0 && <p className={styles.quiet}>{none}</p>}
      {shown.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} />
      ))}
    </div>
  );
}

function One({ id }: { readonly id: string }): ReactElement {
  const { data, error } = useQuery(approvalQuery(id));
  if (data) return <ApprovalCard approval={data} />;
  return error ? <ProblemNotice problem={error} /> : <Skeleton lines={5} />;
}

const PAUSE_MS = 5_000;

/** Reads the approvals again whenever one of them changes. */
function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const follow = async (): Promise<void> => {
      let since: string | undefined;
      while (!signal.aborted) {
        try {
          since ??= (await client.fetchQuery(approvalsQuery('to_decide'))).changed_at;
          const { changed_at: now } = await nextChange(since, signal);
          if (now !== since) await client.invalidateQueries({ queryKey: ['approvals'] });
          since = now;
        } catch {
          // Away or signed out: the queries say so.
          await new Promise((resume) => setTimeout(resume, PAUSE_MS));
        }
      }
    };
    void follow();
    return () => ended.abort();
  }, [client]);
}
