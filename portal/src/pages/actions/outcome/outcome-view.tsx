import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import { useConnector } from '../../../session/connector-context.js';
import { Button } from '../../../ui/button.js';
import { Card } from '../../../ui/card.js';
import { CodeBlock } from '../../../ui/code-block.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { Notice } from '../../../ui/notice.js';
import { shownJson } from '../../../ui/shown-text.js';
import { Tabs } from '../../../ui/tabs.js';
import type { ActionDescription } from '../catalog/action.js';
import type { Success, UncheckedPart } from '../run/invocation-api.js';
import { AnswerView } from './answer-view.js';
import styles from './outcome.module.css';
import { rowsOf, withoutSecrets } from './response-rows.js';
import { OneTimeSecrets } from './one-time-secrets.js';

const UNCHECKED: Readonly<Record<UncheckedPart, string>> = {
  credential: 'The connection was not checked: there is no usable key.',
  look_up: 'Whether the API offers this operation for this object could not be read.',
};

/** The result of a run: the response, readable and as JSON, with notices. */
export function OutcomeView({
  action,
  outcome,
  isBusy,
  onNext,
  onOnceMore,
}: {
  readonly action: ActionDescription;
  readonly outcome: Success;
  readonly isBusy: boolean;
  readonly onNext: (fields: Readonly<Record<string, string>>) => void;
  readonly onOnceMore: () => void;
}): ReactElement {
  const { vendor } = useConnector();
  const { meta, page } = outcome;
  const rows = rowsOf(outcome.data, action.itemsField);
  const views = useRef<HTMLDivElement>(null);
  const seen = useRef(outcome);
  useEffect(() => {
    // A new page of a list is read from its top, and the button that loaded it may be gone.
    if (seen.current !== outcome) focusOn(views.current);
    seen.current = outcome;
  }, [outcome]);
  const data = withoutSecrets(outcome.data, action.secretOutput);
  const raw = shownJson({ ...outcome, data });
  const next = page?.hasMore ? page.next : null;
  return (
    <Card title="Result" aside={<p className={styles.summary}>{summary(outcome, rows?.length)}</p>}>
      {meta.dryRun && (
        <Notice tone="info" title="Preview: the action was not run">
          <p>The input is valid. This is the request that would be sent. {vendor} may still refuse it.</p>
          {meta.unchecked?.map((part) => (
            <p key={part}>{UNCHECKED[part]}</p>
          ))}
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
              view: <AnswerView title={action.title} data={data} rows={rows} />,
            },
            {
              id: 'raw',
              title: 'Raw JSON',
              view: (
                <>
                  <CodeBlock label="Raw JSON">{raw}</CodeBlock>
                  <div>
                    <CopyButton text={raw} label="Copy JSON" />
                  </div>
                </>
              ),
            },
          ]}
        />
      </div>
      {next && (
        <div>
          <Button onPress={() => onNext(next)} isPending={isBusy}>
            Next page
          </Button>
        </div>
      )}
    </Card>
  );
}

function focusOn(views: HTMLElement | null): void {
  const view =
    views?.querySelector<HTMLElement>('[role="region"]') ?? views?.querySelector('[role="tabpanel"]');
  (view as HTMLElement | null | undefined)?.focus();
}

function summary({ meta, page }: Success, rows: number | undefined): string {
  const count =
    rows === undefined ? [] : [rows === 1 ? '1 row' : `${rows} rows${page?.hasMore ? ', and more' : ''}`];
  return [...count, `${meta.durationMs.toLocaleString()} ms`].join(' · ');
}
