import { lazy, memo, Suspense, useEffect, useMemo, useRef } from 'react';
import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { CodeLines } from '../../../ui/code-block.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { Notice } from '../../../ui/notice.js';
import { Skeleton } from '../../../ui/skeleton.js';
import { shownText } from '../../../ui/shown-text.js';
import { Tabs } from '../../../ui/tabs.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { CURSORS } from '../form/hidden-fields.js';
import { useAllPages } from '../run/all-pages.js';
import { Consequences } from '../run/consequences.js';
import type { Success, UncheckedPart } from '../run/invocation-api.js';
import styles from './outcome.module.css';
import { amountsOf } from './money.js';
import { mainRowsOf } from './answer-rows.js';
import { withoutSecrets } from './response-rows.js';
import { summaryOf } from './summary.js';
import { OneTimeSecrets } from './one-time-secrets.js';
import { Paging } from './paging.js';
import { useShownPages } from './shown-pages.js';

// A page shows without it at first: there is no response before an action was run.
const AnswerView = lazy(() => import('./answer-view.js'));

const UNCHECKED: Readonly<Record<UncheckedPart, string>> = {
  credential: 'The connection was not checked: there is no usable key.',
  look_up: 'Whether the API offers this operation for this object could not be read.',
};

/** The result of a run: the response, readable and as JSON, with notices. */
export const OutcomeView = memo(function OutcomeView({
  action,
  outcome: latest,
  input,
  isBusy,
  onNext,
  onOnceMore,
}: {
  readonly action: ActionDescription;
  readonly outcome: Success;
  /** The input that was sent. */
  readonly input: ActionInput;
  readonly isBusy: boolean;
  readonly onNext: (fields: Readonly<Record<string, string>>) => void;
  readonly onOnceMore: () => void;
}): ReactElement {
  const { vendor } = useConnector();
  const shown = useShownPages(
    latest,
    CURSORS.some((name) => name in input),
  );
  const { outcome } = shown;
  const pages = useAllPages(action, input, latest, shown.show);
  const { meta, page } = outcome;
  const rows = useMemo(() => mainRowsOf(action, outcome.data), [outcome, action]);
  const before = useMemo(
    () =>
      shown.isLater
        ? undefined
        : shown.earlier.reduce((sum, { data }) => sum + (mainRowsOf(action, data)?.length ?? 0), 0),
    [shown.isLater, shown.earlier, action],
  );
  const views = useRef<HTMLDivElement>(null);
  const seen = useRef(outcome);
  useEffect(() => {
    // A new page of a list is read from its top, and the button that loaded it may be gone.
    if (seen.current !== outcome) focusOn(views.current);
    seen.current = outcome;
  }, [outcome]);
  const data = useMemo(() => withoutSecrets(outcome.data, action.secretOutput), [outcome, action]);
  const next = page?.hasMore ? page.next : null;
  return (
    <Card title="Result" aside={<p className={styles.summary}>{summaryOf(outcome, rows?.length, before)}</p>}>
      {meta.dryRun && (
        <Notice tone="info" title="Preview: the action was not run">
          <p>The input is valid. This is the request that would be sent. {vendor} may still refuse it.</p>
          {meta.unchecked?.map((part) => (
            <p key={part}>{UNCHECKED[part]}</p>
          ))}
          {/* It reads, which takes a connection. */}
          {action.effect.kind !== 'read' && meta.unchecked?.includes('credential') !== true && (
            <Consequences action={action} input={input} />
          )}
        </Notice>
      )}
      {meta.replayed && (
        <Notice
          tone="warn"
          live
          title="This was run before and was not sent again"
          actions={
            <Button onPress={onOnceMore} isPending={isBusy}>
              Send again
            </Button>
          }
        >
          <p>You ran this action with the same input before. This is the earlier result.</p>
        </Notice>
      )}
      {meta.partial && (
        <Notice tone="warn" title="The list is not complete">
          <p>{meta.partial.message}</p>
        </Notice>
      )}
      {meta.warnings?.map((warning) => (
        <Notice key={warning} tone="warn">
          <p>{warning}</p>
        </Notice>
      ))}
      <OneTimeSecrets fields={action.secretOutput} data={outcome.data} isReplayed={meta.replayed === true} />
      <div ref={views}>
        <Tabs
          label="Format of the result"
          views={[
            {
              id: 'readable',
              title: 'Readable',
              view: (
                <Suspense fallback={<Skeleton lines={6} />}>
                  <AnswerView
                    action={action}
                    input={input}
                    data={data}
                    rows={rows}
                    isPreview={meta.dryRun === true}
                  />
                </Suspense>
              ),
            },
            {
              id: 'raw',
              title: 'Raw JSON',
              view: <RawView action={action} outcome={outcome} data={data} />,
            },
          ]}
        />
      </div>
      <Paging
        pages={pages}
        isBusy={isBusy}
        hasEarlier={shown.earlier.length > 0}
        hasNext={Boolean(next)}
        onEarlier={shown.goBack}
        onNext={() => {
          shown.keep();
          if (next) onNext(next);
        }}
        onAll={() => pages.start(outcome)}
      />
    </Card>
  );
});

/** The outcome as the platform sent it, without secrets. */
function RawView({
  action,
  outcome,
  data,
}: {
  readonly action: ActionDescription;
  readonly outcome: Success;
  readonly data: unknown;
}): ReactElement {
  const { dryRun = false } = outcome.meta;
  const amounts = useMemo(
    () => (dryRun ? Object.keys(action.inputUnits ?? {}) : amountsOf(action)),
    [action, dryRun],
  );
  const text = useMemo(() => JSON.stringify({ ...outcome, data }, null, 2), [outcome, data]);
  const lines = useMemo(() => text.split('\n'), [text]);
  const hasAmounts = useMemo(
    () => (dryRun || text.includes('"currency"')) && amounts.some((name) => text.includes(`"${name}"`)),
    [text, amounts, dryRun],
  );
  return (
    <>
      {hasAmounts && <p className={styles.hint}>Amounts are in cents, as in the API.</p>}
      <CodeLines label="Raw JSON" lines={lines} shown={shownText} />
      <div>
        <CopyButton text={() => lines.map(shownText).join('\n')} label="Copy JSON" />
      </div>
    </>
  );
}

function focusOn(views: HTMLElement | null): void {
  const view =
    views?.querySelector<HTMLElement>('[role="region"]') ?? views?.querySelector('[role="tabpanel"]');
  (view as HTMLElement | null | undefined)?.focus();
}
