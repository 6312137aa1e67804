import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useConnector } from '../../../session/connector-context.js';
import { isProblem } from '../../../api/api-problem.js';
import { BACK } from '../../../shell/scroll.js';
import { ButtonLink } from '../../../ui/button-link.js';
import { ArrowLeft } from '../../../ui/icons.js';
import { Notice } from '../../../ui/notice.js';
import { PageBody, PageHeader } from '../../../ui/page.js';
import { ProblemNotice } from '../../../ui/problem-notice.js';
import { UntrustedText } from '../../../ui/untrusted-text.js';
import { Skeleton } from '../../../ui/skeleton.js';
import { ActionWords } from '../catalog/action-words.js';
import { ActionBadges } from '../catalog/action-badges.js';
import { stateOf } from '../catalog/action.js';
import type { ActionSummary, Switches } from '../catalog/action.js';
import { actionQuery, useSwitches } from '../catalog/catalog-api.js';
import { filterFrom, queryOf } from '../list/filter.js';
import { listPath, recordIn } from '../paths.js';
import { sourcesOf } from '../pickers/sources.js';
import { About } from './about.js';
import { ActionRunner } from './action-runner.js';
import styles from './detail.module.css';
import { prefill } from './drafts.js';
import { LimitationNotice } from './limitation-notice.js';

/** The page of one action. */
export default function ActionView({ id }: { readonly id: string }): ReactElement {
  const connector = useConnector();
  const query = useSearch();
  const [, go] = useLocation();
  const list = listPath(connector.id, queryOf(filterFrom(query)));
  const { data: action, error } = useQuery(actionQuery(connector.id, id));
  const switches = useSwitches();
  useRecordOf(connector.id, id, recordIn(query));
  const back = (
    <div className={styles.back}>
      <ButtonLink
        href={`#${list}`}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          go(list, { state: BACK });
        }}
        variant="quiet"
        icon={ArrowLeft}
      >
        All actions
      </ButtonLink>
    </div>
  );
  if (!action) {
    const isUnknown = isProblem(error, 'unknown_action');
    return (
      <PageBody>
        {back}
        <PageHeader title={isUnknown ? 'Action not found' : id} />
        {isUnknown ? (
          <Notice
            tone="warn"
            title={
              <>
                There is no action <UntrustedText>{id}</UntrustedText>
              </>
            }
            actions={
              <ButtonLink href={`#${listPath(connector.id, `?q=${encodeURIComponent(wordsOf(id))}`)}`}>
                Search for it
              </ButtonLink>
            }
          >
            <p>It may be misspelled, or it may have been renamed.</p>
          </Notice>
        ) : error ? (
          <ProblemNotice problem={error} />
        ) : (
          <Skeleton lines={6} />
        )}
      </PageBody>
    );
  }
  return (
    <PageBody>
      {back}
      <PageHeader
        key={action.id}
        title={action.title}
        description={<ActionWords text={action.about ?? action.description} />}
      />
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
      <ActionRunner action={action} aside={<About action={action} switches={switches} />} />
    </PageBody>
  );
}

/** Fills in the record that the address names, where the action shows one. */
function useRecordOf(connector: string, action: string, id: string | undefined): void {
  useEffect(() => {
    const get = Object.values(sourcesOf(connector)).find((source) => source.get?.action === action)?.get;
    if (get && id !== undefined) prefill(connector, action, { [get.field]: id });
  }, [connector, action, id]);
}

/** The first word of an id, which is the object that the action is about. */
const wordsOf = (id: string): string => id.split(/[^a-z]+/i)[0] ?? '';

/** Explains which switch prevents an action from running. */
export function SwitchedOffNotice({
  action,
  switches,
}: {
  readonly action: ActionSummary;
  readonly switches: Switches | undefined;
}): ReactElement | null {
  const state = stateOf(action, switches);
  if (state === 'on') return null;
  return (
    <Notice
      tone="warn"
      live
      title={state === 'off' ? 'This action is switched off' : 'This action makes changes'}
    >
      <p>
        {state === 'off'
          ? 'It is off for everyone in your organization: portal, API and agents.'
          : 'Read-only mode is on, which blocks all changes.'}
      </p>
    </Notice>
  );
}
