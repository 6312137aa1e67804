import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useLocation, useSearch } from 'wouter';
import { allows, useSession } from '../../session/session-context.js';
import { Notice } from '../../ui/notice.js';
import { PageBody, PageHeader } from '../../ui/page.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Tabs } from '../../ui/tabs.js';
import { DraftView } from './draft-view.js';
import { useDraft } from './draft.js';
import { HistoryView } from './history-view.js';
import { NowView } from './now-view.js';
import { stateQuery, type PolicyRights } from './policies-api.js';
import { TryView } from './try-view.js';

/** The permissions of the page: they are the platform's, whatever the connectors are. */
const OWN = 'anthropic';

const TABS = ['now', 'draft', 'history', 'try'];

/** Policies: what holds, a draft, the versions, and what they decide about a call. */
export default function PoliciesPage(): ReactElement {
  const { permissions } = useSession();
  const may = (name: string): boolean => allows(permissions, `${OWN}:${name}`);
  return (
    <PageBody>
      <PageHeader
        title="Policies"
        description="Which calls are allowed, which take the approval of a person, and which are refused."
      />
      {may('policies:read') ? (
        <Policies
          rights={{
            mayWrite: may('policies:write'),
            mayBreakGlass: may('policies:break-glass'),
            mayReadAudit: may('audit:read'),
          }}
        />
      ) : (
        <Notice title="You may not see the policies">
          <p>
            You need the permission <code>{OWN}:policies:read</code>. Ask your administrator.
          </p>
        </Notice>
      )}
    </PageBody>
  );
}

function Policies({ rights }: { readonly rights: PolicyRights }): ReactElement {
  const { mayWrite } = rights;
  const [draft, setDraft] = useDraft();
  const { data: state, error } = useQuery(stateQuery);
  const [path, go] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('tab') ?? '';
  if (!state) return error ? <ProblemNotice problem={error} /> : <Skeleton lines={8} />;
  return (
    <>
      {!mayWrite && (
        <Notice title="You may not change the policies">
          <p>
            You need the permission <code>{OWN}:policies:write</code> to save a version or to put one in
            force. Ask your administrator.
          </p>
        </Notice>
      )}
      <Tabs
        label="Policies"
        selected={TABS.includes(asked) ? asked : 'now'}
        onSelect={(tab) => go(tab === 'now' ? path : `${path}?tab=${tab}`)}
        views={[
          { id: 'now', title: 'Now', view: <NowView state={state} rights={rights} /> },
          {
            id: 'draft',
            title: 'Draft',
            view: <DraftView draft={draft} state={state} mayWrite={mayWrite} onChange={setDraft} />,
          },
          { id: 'history', title: 'History', view: <HistoryView state={state} mayWrite={mayWrite} /> },
          { id: 'try', title: 'Try a call', view: <TryView /> },
        ]}
      />
    </>
  );
}
