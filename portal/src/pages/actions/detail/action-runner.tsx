import { hashKey } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { isProblem } from '../../../api/api-problem.js';
import type { Issue } from '../../../api/api-problem.js';
import { Notice } from '../../../ui/notice.js';
import { leadsAnywhere } from '../catalog/action.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { isDestructive } from '../catalog/effects.js';
import { CopyAs } from '../copy-as/copy-as.js';
import { validateInput } from '../form/validate-input.js';
import { InputCard } from '../form/input-card.js';
import { inputOf } from '../form/input-of.js';
import { issueTree } from '../form/issue-tree.js';
import { FailureView } from '../outcome/failure-view.js';
import { OutcomeView } from '../outcome/outcome-view.js';
import { ConfirmRun } from '../run/confirm-run.js';
import { useRun } from '../run/use-run.js';
import type { Run, RunOptions } from '../run/use-run.js';
import { useDraft } from './drafts.js';
import styles from './detail.module.css';

const NO_ISSUES: readonly Issue[] = [];

/** Runs an action: the input, the confirmation of irreversible actions, and the result. */
export function ActionRunner({
  action,
  aside,
}: {
  readonly action: ActionDescription;
  readonly aside: ReactNode;
}): ReactElement {
  const [draft, setDraft] = useDraft(action);
  const [found, setFound] = useState(NO_ISSUES);
  const [asked, setAsked] = useState<ActionInput>();
  const run = useRun(action);
  const result = useRef<HTMLDivElement>(null);
  // The result that is there again after Back keeps the place and the focus of the page.
  const first = useRef(run.outcome);
  const input = inputOf(action.inputSchema, draft);
  const sent = run.invocation?.input ?? input;
  const issues = isProblem(run.problem) ? run.problem.issues : found;

  // Of one page of a list, the form is still the input.
  const isOfForm = hashKey([withoutCursor(sent)]) === hashKey([withoutCursor(input)]);
  const isFinished = run.outcome !== undefined || run.problem !== undefined || run.wasCancelled;

  const start = (options?: RunOptions): void => {
    const wrong = action.available ? validateInput(action.inputSchema, input) : NO_ISSUES;
    setFound(wrong);
    if (wrong.length > 0) return run.clear();
    if (action.available && isDestructive(action.effect, input) && !options?.dryRun) setAsked(input);
    else run.start(input, options);
  };
  const change = (next: ActionInput): void => {
    setDraft(next);
    setFound(NO_ISSUES);
    if (run.problem !== undefined && !run.isSending) run.clear();
  };
  const confirm = (): void => {
    setAsked(undefined);
    if (asked) run.start(asked);
  };
  // A result may have many thousands of rows: what is typed into the form does not render it again.
  const onNext = useStable((fields: Readonly<Record<string, string>>) =>
    run.start({ ...withoutCursor(sent), ...fields }, { keepOutcome: true }),
  );
  const onOnceMore = useStable(() => run.start(sent, { onceMore: true, keepOutcome: true }));
  useEffect(() => {
    if (run.isSending) first.current = undefined;
    if (!isFinished || (run.outcome !== undefined && run.outcome === first.current)) return;
    result.current?.scrollIntoView({ block: 'nearest' });
    // Not while the user types, and not from a page of the list that has just been loaded.
    if (!run.isSending && isFinished && hasNoField(document.activeElement)) result.current?.focus();
  }, [run.outcome, run.problem, run.isSending, isFinished]);

  if (!leadsAnywhere(action)) return <div className={styles.runner}>{aside}</div>;
  const { elsewhere } = issueTree(action.inputSchema, issues);
  return (
    <div className={styles.runner}>
      <InputCard action={action} data={draft} issues={issues} run={run} onChange={change} onStart={start} />
      <ConfirmRun action={action} input={asked} onConfirm={confirm} onCancel={() => setAsked(undefined)} />
      <p className="visually-hidden" role="status">
        {run.isSending ? '' : told(run)}
      </p>
      <div ref={result} className={styles.results} role="group" aria-label="Outcome" tabIndex={-1}>
        {found.length > 0 &&
          elsewhere.map(({ message }) => <Notice key={message} tone="bad" live title={message} />)}
        {run.wasCancelled && !run.isSending && (
          <Notice tone="info" live title="Cancelled">
            <p>
              {action.effect.kind === 'read'
                ? 'Nothing was changed.'
                : 'The request may have taken effect. Running the action again with the same input does not repeat it.'}
            </p>
          </Notice>
        )}
        {run.problem !== undefined && (
          <FailureView
            isOffered={action.available}
            isWrite={action.effect.kind !== 'read'}
            problem={run.problem}
            elsewhere={elsewhere}
            onRetry={() => run.start(sent, { dryRun: run.invocation?.dryRun, keepOutcome: true })}
            onOnceMore={() => run.start(sent, { onceMore: true })}
          />
        )}
        {run.outcome && !run.isSending && !isOfForm && (
          <Notice
            tone="warn"
            live
            title={`The form has changed since this ${run.outcome.meta.dryRun ? 'preview' : 'run'}`}
          >
            <p>What is below belongs to the earlier input.</p>
          </Notice>
        )}
        {run.outcome && (
          <OutcomeView
            action={action}
            outcome={run.outcome}
            input={sent}
            isBusy={run.isSending}
            onNext={onNext}
            onOnceMore={onOnceMore}
          />
        )}
      </div>
      <CopyAs action={action} input={input} />
      <div className={styles.aside}>{aside}</div>
    </div>
  );
}

/** Whether the focus is lost, or on a button of the form, which the result makes a thing of the past. */
const hasNoField = (active: Element | null): boolean =>
  active === document.body || (active instanceof HTMLButtonElement && active.closest('form') !== null);

/** What is said once a run is over; problems and a cancelled run speak for themselves. */
function told({ outcome, problem, wasCancelled }: Run): string {
  if (outcome === undefined || problem !== undefined || wasCancelled) return '';
  return outcome.meta.dryRun ? 'The preview is finished.' : 'The action has run. Its result is below.';
}

/** The same function on each render, which calls the latest one. */
function useStable<Given extends readonly unknown[]>(latest: (...given: Given) => void): typeof latest {
  const kept = useRef(latest);
  useLayoutEffect(() => {
    kept.current = latest;
  });
  return useCallback((...given) => kept.current(...given), []);
}

/** Cursors are mutually exclusive: the cursor of the next page replaces any other. */
function withoutCursor({
  after_id: _after,
  before_id: _before,
  page: _page,
  ...others
}: ActionInput = {}): ActionInput {
  return others;
}
